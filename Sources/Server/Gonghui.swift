@main struct Gonghui { static func main() {} }
