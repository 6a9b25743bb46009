import Domain
import Markup
import Pages
import Testing

@Suite("The pages of register lists")
struct RegisterPagesTests {
    private let frame = Sample.frame(.workbench)
    private let year = PlanYear.standard(2024)

    private func list(_ status: RegisterList.Status, unreadable: Int = 0, name: String? = "退休名单.xlsx") -> RegisterList {
        RegisterList(
            id: ID(51), kind: .retired, asOf: Sample.day("2023-08-30"), fileName: name, status: status,
            counts: RegisterCounts(rows: 1_064, unreadable: unreadable, matched: 95, changed: 32),
            at: Sample.moment("2023-09-05", hour: 9, minute: 30), account: "赵审例")
    }

    @Test("No list yet, and one of each state")
    func lists() {
        Golden.expect(RegistersPage(frame, [], year: nil, form: FormState()).html, "registers-empty")
        let all = RegisterList.Status.allCases.map { list($0) } + [list(.applied, name: nil)]
        Golden.expect(RegistersPage(frame, all, year: year, form: FormState()).html, "registers")
    }

    @Test("A list whose changes are not kept any more offers no way back and says why")
    func forgotten() {
        func html(_ undoing: RegisterList.Undoing) -> String {
            let list = RegisterList(
                id: ID(51), kind: .retired, asOf: Sample.day("2023-08-30"), fileName: nil, status: .applied,
                counts: RegisterCounts(), at: Sample.moment("2023-09-05", hour: 9, minute: 30), account: "赵审例",
                undoing: undoing)
            return RegistersPage(frame, [list], year: year, form: FormState()).html.text
        }
        #expect(html(.recorded).contains("/registers/51/undoing"))
        #expect(!html(.forgotten).contains("/registers/51/undoing"))
        #expect(html(.forgotten).contains("之后又导入过退休名单，不能撤销"))
    }

    @Test("A refused upload says what is missing")
    func refused() {
        var errors = FieldErrors()
        errors.add("file", "请选择名单文件")
        let form = FormState(["kind": ["retired"], "as-of": ["2023-08-31"]], errors: errors)
        Golden.expect(RegistersPage(frame, [], year: year, form: form).html, "registers-refused")
    }

    @Test("Taking a list back counts who returns to what, or says why not")
    func undoing() {
        func page(_ refusal: Refusal?) -> RegisterUndoPage {
            RegisterUndoPage(
                frame,
                RegisterUndoPage.Model(
                    list: list(.applied, name: Sample.hostile), returning: [.unverified: 30, .insured: 2], gone: 1,
                    entries: 1_064, refusal: refusal), form: FormState())
        }
        #expect(!page(nil).html.text.contains("<script>alert"))
        Golden.expect(page(nil).html, "register-undo")
        Golden.expect(page(.registerNotLast(.retired)).html, "register-undo-refused")
    }

    @Test("A preview counts and warns, and escapes the file's name")
    func preview() {
        Golden.expect(RegisterPreviewPage(frame, list(.staged), year: year).html, "register-preview")
        let hostile = RegisterPreviewPage(frame, list(.staged, unreadable: 3, name: Sample.hostile), year: year)
        #expect(!hostile.html.text.contains("<script>alert"))
        Golden.expect(hostile.html, "register-preview-hostile")
    }
}
