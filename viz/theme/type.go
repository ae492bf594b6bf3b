package theme

// Family is a type family.
type Family uint8

const (
	UI Family = iota
	Mono
	Serif
)

// Stack is the CSS font stack of a family: English on a machine with only CJK
// fonts takes the KR face before SC, since its quotation marks and middle dots
// are of Latin width.
func (f Family) Stack(chinese bool) string {
	switch {
	case f == Mono:
		return `ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", "Noto Sans Mono CJK SC", monospace`
	case f == Serif && chinese:
		return `"Songti SC", "Noto Serif CJK SC", serif`
	case f == Serif:
		return `Charter, "Iowan Old Style", "Source Serif 4", "Noto Serif", "Noto Serif CJK KR", "Noto Serif CJK SC", Georgia, serif`
	case chinese:
		return `-apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif`
	}
	return `-apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK KR", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif`
}

// Sizes of type in pixels; 12 is the least anywhere, 22 in presenter mode.
const (
	SizeTick      = 12 // ticks, legend, sub-labels
	SizePanel     = 13 // inspector, tables, terminals, source
	SizeControl   = 14 // controls, names of members, banners
	SizeHead      = 15 // term in a cell, section heads, clock
	SizeNarration = 17
	SizeProse     = 16
	SizeWordmark  = 20
	SizeLesson    = 24
)

// Strokes in pixels.
const (
	StrokeHair    = 1    // rules, ring, grid
	StrokeMember  = 1.5  // outline of members
	StrokeMessage = 1.25 // outline of messages and of the logs' small shapes
	StrokeCell    = 2    // cells, selection, playhead, header rule
	StrokeReply   = 2.5  // hollow replies, rays of a burst
	StrokeFocus   = 3    // focus, cause arrows
	StrokeArc     = 4    // timer arc, the followed column's mark
)

// Corners in pixels.
const (
	CornerCell    = 3 // cells and chips
	CornerControl = 4
)
