// Elements, by their HTML names. Inside a type with a property of the same name write `Markup.title { … }`.
// There is no `style`, no `script` with content and no `iframe`: the content security policy forbids them.

/// An element with content.
func element(_ name: StaticString, _ attributes: [Attribute], _ content: () -> HTML) -> HTML {
    var html = opening(name, attributes)
    html.append(content())
    html.append("</")
    html.append(name)
    html.append(">")
    return html
}

/// An element that has neither content nor an end tag; or the start of one that has.
func opening(_ name: StaticString, _ attributes: [Attribute]) -> HTML {
    var html = HTML()
    html.append("<")
    html.append(name)
    for attribute in attributes { html.append(raw: attribute.bytes) }
    html.append(">")
    return html
}

// Void elements

public func br(_ attributes: Attribute...) -> HTML { opening("br", attributes) }
public func hr(_ attributes: Attribute...) -> HTML { opening("hr", attributes) }
public func wbr(_ attributes: Attribute...) -> HTML { opening("wbr", attributes) }
public func img(_ attributes: Attribute...) -> HTML { opening("img", attributes) }
public func input(_ attributes: Attribute...) -> HTML { opening("input", attributes) }
public func meta(_ attributes: Attribute...) -> HTML { opening("meta", attributes) }
public func link(_ attributes: Attribute...) -> HTML { opening("link", attributes) }
public func col(_ attributes: Attribute...) -> HTML { opening("col", attributes) }
public func source(_ attributes: Attribute...) -> HTML { opening("source", attributes) }

// Elements whose content is not free

/// A script of ours, run after the page is read.
public func script(_ url: URLText) -> HTML { element("script", [.src(url), .defer(if: true)]) { HTML() } }

/// What was typed, kept with its line breaks.
public func textarea(_ attributes: Attribute..., text: String) -> HTML {
    // The parser drops one line break after the start tag; this is the one it drops.
    element("textarea", attributes) { HTML("\n" + text) }
}

/// A drawing of the sprite.
public func use(_ url: URLText) -> HTML { element("use", [.href(url)]) { HTML() } }

// Elements with content

public func head(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("head", attributes, content)
}
public func body(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("body", attributes, content)
}
public func title(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("title", attributes, content)
}
public func header(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("header", attributes, content)
}
public func footer(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("footer", attributes, content)
}
public func main(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("main", attributes, content)
}
public func nav(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("nav", attributes, content)
}
public func section(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("section", attributes, content)
}
public func article(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("article", attributes, content)
}
public func aside(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("aside", attributes, content)
}
public func div(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("div", attributes, content)
}
public func span(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("span", attributes, content)
}
public func p(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("p", attributes, content)
}
public func h1(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("h1", attributes, content)
}
public func h2(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("h2", attributes, content)
}
public func h3(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("h3", attributes, content)
}
public func h4(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("h4", attributes, content)
}
public func ul(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("ul", attributes, content)
}
public func ol(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("ol", attributes, content)
}
public func li(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("li", attributes, content)
}
public func dl(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("dl", attributes, content)
}
public func dt(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("dt", attributes, content)
}
public func dd(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("dd", attributes, content)
}
public func a(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("a", attributes, content)
}
public func strong(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("strong", attributes, content)
}
public func em(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("em", attributes, content)
}
public func small(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("small", attributes, content)
}
public func b(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("b", attributes, content)
}
public func mark(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("mark", attributes, content)
}
public func del(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("del", attributes, content)
}
public func ins(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("ins", attributes, content)
}
public func sup(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("sup", attributes, content)
}
public func sub(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("sub", attributes, content)
}
public func abbr(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("abbr", attributes, content)
}
public func code(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("code", attributes, content)
}
public func pre(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("pre", attributes, content)
}
public func blockquote(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("blockquote", attributes, content)
}
public func time(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("time", attributes, content)
}
public func table(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("table", attributes, content)
}
public func caption(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("caption", attributes, content)
}
public func colgroup(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("colgroup", attributes, content)
}
public func thead(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("thead", attributes, content)
}
public func tbody(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("tbody", attributes, content)
}
public func tfoot(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("tfoot", attributes, content)
}
public func tr(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("tr", attributes, content)
}
public func th(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("th", attributes, content)
}
public func td(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("td", attributes, content)
}
public func form(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("form", attributes, content)
}
public func fieldset(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("fieldset", attributes, content)
}
public func legend(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("legend", attributes, content)
}
public func label(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("label", attributes, content)
}
public func select(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("select", attributes, content)
}
public func optgroup(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("optgroup", attributes, content)
}
public func datalist(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("datalist", attributes, content)
}
public func option(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("option", attributes, content)
}
public func button(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("button", attributes, content)
}
public func output(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("output", attributes, content)
}
public func progress(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("progress", attributes, content)
}
public func meter(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("meter", attributes, content)
}
public func details(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("details", attributes, content)
}
public func summary(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("summary", attributes, content)
}
public func figure(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("figure", attributes, content)
}
public func figcaption(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("figcaption", attributes, content)
}
public func audio(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("audio", attributes, content)
}
public func noscript(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("noscript", attributes, content)
}
public func dialog(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("dialog", attributes, content)
}
