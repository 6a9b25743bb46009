// Elements of a drawing, by their SVG names.

public func svg(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("svg", attributes, content)
}
public func g(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("g", attributes, content)
}
public func symbol(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("symbol", attributes, content)
}
public func defs(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("defs", attributes, content)
}
public func polyline(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("polyline", attributes, content)
}
public func polygon(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("polygon", attributes, content)
}
public func line(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("line", attributes, content)
}
public func path(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("path", attributes, content)
}
public func rect(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("rect", attributes, content)
}
public func circle(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("circle", attributes, content)
}
public func ellipse(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("ellipse", attributes, content)
}
public func desc(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    element("desc", attributes, content)
}

/// Text of a drawing, which HTML has no element for.
public func svgText(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    element("text", attributes, content)
}
