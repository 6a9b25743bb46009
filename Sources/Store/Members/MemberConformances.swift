public import DatabaseKit
public import Domain

extension MemberDictionary: SQLBindable, SQLReadable {}
extension DictionaryEntry.Standing: SQLBindable, SQLReadable {}
extension MemberField: SQLBindable, SQLReadable {}
extension ElectronicCard: SQLBindable, SQLReadable {}
extension NameChoice: SQLBindable, SQLReadable {}
extension MemberImport.Ending: SQLBindable, SQLReadable {}
extension MemberProblem.Repair: SQLBindable, SQLReadable {}
extension IdentityDocument.Expiry: SQLBindable, SQLReadable {}
