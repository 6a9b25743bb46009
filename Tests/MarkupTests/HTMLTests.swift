import Markup
import Testing

@Suite struct HTMLTests {
    @Test("text and elements nest, with conditions, loops and optional parts")
    func nesting() {
        let names = ["会员甲", "会员乙"]
        let remark: String? = nil
        let page = ul(.class("list", nil, "is-long")) {
            for name in names { li { name } }
            if names.count > 1 { li { "共 2 人" } } else { li { "无" } }
            remark
        }
        #expect(
            page.text
                == "<ul class=\"list is-long\"><li>会员甲</li><li>会员乙</li><li>共 2 人</li></ul>")
    }

    @Test("text cannot become an element")
    func hostileText() {
        let page = p { #""><script>alert('1')</script>&amp;"# }
        #expect(page.text == #"<p>"&gt;&lt;script&gt;alert('1')&lt;/script&gt;&amp;amp;</p>"#)
    }

    @Test("a value cannot leave its attribute")
    func hostileAttribute() {
        let field = input(.type(.text), .name("name"), .value(#"" autofocus onfocus='x()' a=""#))
        #expect(
            field.text
                == #"<input type="text" name="name" value="&quot; autofocus onfocus=&#39;x()&#39; a=&quot;">"#)
    }

    @Test("class, data and aria values are escaped too")
    func hostileNames() {
        let box = div(.class("a\"b"), .data("row", "<1>"), .aria("label", "\"")) { "" }
        #expect(box.text == #"<div class="a&quot;b" data-row="&lt;1&gt;" aria-label="&quot;"></div>"#)
    }

    @Test("control characters become the replacement character, line breaks stay")
    func controlCharacters() {
        #expect(HTML("a\u{0}b\u{1b}\n\tc").text == "a\u{FFFD}b\u{FFFD}\n\tc")
    }

    @Test("void elements have no end tag")
    func voids() {
        #expect((br() + hr() + img(.src("/a.png"), .alt(""))).text == #"<br><hr><img src="/a.png" alt="">"#)
    }

    @Test("absent attributes leave no trace")
    func absent() {
        let box = input(.checked(if: false), .disabled(if: true), .class(nil), .none)
        #expect(box.text == "<input disabled>")
    }

    @Test("attributes that run or load something cannot be written by name")
    func refusedAttributes() {
        let drawing = svg(
            .attribute("onclick", "x"), .attribute("STYLE", "x"), .attribute("href", "javascript:x"),
            .attribute("d", "M0 0"))
        #expect(drawing.text == #"<svg d="M0 0"></svg>"#)
    }

    @Test("a text area keeps its first line break and cannot be closed from inside")
    func textArea() {
        #expect(
            textarea(.name("reason"), text: "\n一</textarea>").text
                == "<textarea name=\"reason\">\n\n一&lt;/textarea&gt;</textarea>")
    }

    @Test("a whole page begins with its doctype and language")
    func wholePage() {
        let page = document {
            head { Markup.title { "登录" } }
            body { main { TrustedMarkup("<hr>") } }
        }
        #expect(
            page.text == "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><title>登录</title></head>"
                + "<body><main><hr></main></body></html>")
    }

    @Test("a component stands in a builder like an element")
    func components() {
        struct Badge: Component {
            let word: String
            var html: HTML { span(.class("state")) { word } }
        }
        let none: Badge? = nil
        #expect(
            div {
                Badge(word: "<新>"); none
            }.text == #"<div><span class="state">&lt;新&gt;</span></div>"#)
    }
}
