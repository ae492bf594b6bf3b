package window

import (
	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// rect is an upright rectangle in logical pixels of the window.
type rect struct{ x, y, w, h float32 }

func (r rect) contains(x, y float32) bool {
	return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h
}

func (r rect) right() float32  { return r.x + r.w }
func (r rect) bottom() float32 { return r.y + r.h }

// grown is the rectangle with a rim of d.
func (r rect) grown(d float32) rect { return rect{r.x - d, r.y - d, r.w + 2*d, r.h + 2*d} }

// within is the part of the rectangle that lies in another.
func (r rect) within(o rect) rect {
	x, y := max(r.x, o.x), max(r.y, o.y)
	return rect{x, y, max(0, min(r.right(), o.right())-x), max(0, min(r.bottom(), o.bottom())-y)}
}

// itemKind is what an item draws.
type itemKind uint8

const (
	fillItem    itemKind = iota // a rectangle
	outlineItem                 // the outline of one; its edge is the stroke's middle
	textItem
	iconItem
	levelItem // a level hairline
	uprightItem
	discItem
	stageItem
	memberItem
	messageItem
	cellItem
	foldItem
	signItem
)

// item is one thing to be drawn.
type item struct {
	kind   itemKind
	align  ink.Align
	icon   icon
	ref    int // of a member, message, cell, fold or sign
	box    rect
	corner float32
	stroke float32
	text   string
	style  ink.Style
	colour theme.Colour
}

// area is the part of the window that a control belongs to.
type area uint8

const (
	noArea area = iota
	headArea
	lessonArea
	stageArea
	controlArea
	narrationArea
	inspectorArea
	terminalArea
	menuArea
	helpArea
)

// name tells one control from another, from frame to frame.
type name struct {
	area area
	n    int // counts within the area
}

// controlKind is what a pointer does with a control.
type controlKind uint8

const (
	buttonControl controlKind = iota
	stageControl              // hands the pointer on to the viewer
	sliderControl             // the speed
	lineControl               // a terminal: takes what is typed
	splitControl              // the upper edge of the terminals
	scrollControl             // only the wheel
	blockControl              // takes the pointer and does nothing
)

// control is a place that can be pressed.
type control struct {
	name
	kind     controlKind
	box      rect
	action   string
	label    string // what it says or is called
	disabled bool
	why      string // it is disabled
	tip      bool   // it shows no words: its label comes up under a pointer that rests
	plain    bool   // not reached by the Tab key
	inset    bool   // its focus ring is drawn inside
	hidden   bool   // scrolled out of sight: the Tab key brings it back, a pointer does not reach it
}

// sheet is a frame of the window as plain values.
type sheet struct {
	items    []item
	controls []control
	modal    int // the first control that can be pressed now
	members  []scene.Member
	messages []scene.Message
	cells    []scene.Cell
	folds    []scene.Fold
	signs    []scene.LegendItem
	counts   [helpArea + 1]int
}

func (s *sheet) reset() {
	*s = sheet{items: s.items[:0], controls: s.controls[:0], members: s.members[:0],
		messages: s.messages[:0], cells: s.cells[:0], folds: s.folds[:0], signs: s.signs[:0]}
}

// back takes back what was added since the sheet was as before.
func (s *sheet) back(before sheet) {
	s.items, s.controls = s.items[:len(before.items)], s.controls[:len(before.controls)]
	s.members, s.messages, s.cells = s.members[:len(before.members)], s.messages[:len(before.messages)], s.cells[:len(before.cells)]
	s.folds, s.signs = s.folds[:len(before.folds)], s.signs[:len(before.signs)]
	s.modal, s.counts = before.modal, before.counts
}

func (s *sheet) fill(r rect, corner float32, c theme.Colour) {
	s.items = append(s.items, item{kind: fillItem, box: r, corner: corner, colour: c})
}

func (s *sheet) outline(r rect, corner, stroke float32, c theme.Colour) {
	s.items = append(s.items, item{kind: outlineItem, box: r, corner: corner, stroke: stroke, colour: c})
}

// level is a hairline from x to x+w whose pixel is the one at y.
func (s *sheet) level(x, y, w float32, c theme.Colour) {
	s.items = append(s.items, item{kind: levelItem, box: rect{x, y + 0.5, w, 0}, stroke: 1, colour: c})
}

func (s *sheet) upright(x, y, h float32, c theme.Colour) {
	s.items = append(s.items, item{kind: uprightItem, box: rect{x + 0.5, y, 0, h}, stroke: 1, colour: c})
}

func (s *sheet) disc(x, y, r float32, c theme.Colour) {
	s.items = append(s.items, item{kind: discItem, box: rect{x: x, y: y}, corner: r, colour: c})
}

// text writes on the baseline y.
func (s *sheet) text(x, y float32, text string, style ink.Style, align ink.Align, c theme.Colour) {
	if text != "" {
		s.items = append(s.items, item{kind: textItem, box: rect{x: x, y: y}, text: text, style: style, align: align, colour: c})
	}
}

// icon draws one of 16 × 16 with its upper left corner at (x, y).
func (s *sheet) icon(x, y float32, which icon, c theme.Colour) {
	s.items = append(s.items, item{kind: iconItem, box: rect{x, y, iconSize, iconSize}, icon: which, colour: c})
}

func (s *sheet) member(m scene.Member) {
	s.items = append(s.items, item{kind: memberItem, ref: len(s.members)})
	s.members = append(s.members, m)
}

func (s *sheet) message(m scene.Message) {
	s.items = append(s.items, item{kind: messageItem, ref: len(s.messages)})
	s.messages = append(s.messages, m)
}

func (s *sheet) cell(c scene.Cell) {
	s.items = append(s.items, item{kind: cellItem, ref: len(s.cells)})
	s.cells = append(s.cells, c)
}

// sign appends a sign of the legend, without words.
func (s *sheet) sign(l scene.LegendItem) {
	s.items = append(s.items, item{kind: signItem, ref: len(s.signs)})
	s.signs = append(s.signs, l)
}

func (s *sheet) fold(f scene.Fold) {
	s.items = append(s.items, item{kind: foldItem, ref: len(s.folds)})
	s.folds = append(s.folds, f)
}

// control adds a place to be pressed and returns its name.
func (s *sheet) control(a area, c control) name {
	c.name = name{a, s.counts[a]}
	s.counts[a]++
	s.controls = append(s.controls, c)
	return c.name
}

// at is the uppermost control at a point, or nil.
func (s *sheet) at(x, y float32) *control {
	for i := len(s.controls) - 1; i >= s.modal; i-- {
		if c := &s.controls[i]; !c.hidden && c.box.contains(x, y) {
			return &s.controls[i]
		}
	}
	return nil
}

// named is the control of a name, or nil if it is not there any more.
func (s *sheet) named(n name) *control {
	if n.area == noArea {
		return nil
	}
	for i := s.modal; i < len(s.controls); i++ {
		if s.controls[i].name == n {
			return &s.controls[i]
		}
	}
	return nil
}
