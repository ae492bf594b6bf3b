package window

import (
	"errors"
	"slices"

	"raftarium/core/narrate"
	"raftarium/viz/draw"
	"raftarium/viz/ink"
	"raftarium/viz/paper"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// Printed is what the page prints: the picture, its sentence, the panel, the text of
// the lesson, the terminals; light, whatever the window is, and without controls.
const (
	printWidth  = 720 // logical pixels between the margins
	printMargin = 36  // points
	printGap    = 24
	printScale  = (paper.Width - 2*printMargin) / printWidth
	printPage   = (paper.Height - 2*printMargin) / printScale
	// printLinesMax bounds what is printed of a terminal: its newest lines.
	printLinesMax = 400
	printTall     = 1e6
)

// printTheme is the light theme on white paper.
func printTheme() *theme.Theme {
	t := theme.Light
	t.Paper, t.Raised = 0xFFFFFF, 0xFFFFFF
	return &t
}

// printed is what printing puts on paper, as a PDF.
func (w *Window) printed() ([]byte, error) {
	if w.system.Shapes == nil {
		return nil, errors.New(w.text("window.print-nowhere"))
	}
	var stage scene.Scene
	r := w.frame.stage
	w.viewer.Picture(&stage, r.w, r.h, stageLayout(r.w, r.h))
	t := printTheme()
	x, wide, high := printedStage(r.w, r.h)
	picture := paper.Picture{SVG: draw.SVG(&stage, t, w.lang.String(), ""), X: printMargin + x*printScale, Y: printMargin,
		Scale: wide * printScale / (r.w * stage.Enlarged())}

	text := w.printedText(t, high)
	var pages []paper.Page
	for from := float32(0); from == 0 || from < text.high; {
		to := text.cut(from, from+printPage)
		page := paper.Page{{SVG: text.picture(w, t, from, to), X: printMargin, Y: printMargin, Scale: printScale, Top: from, Part: to - from}}
		if from == 0 {
			page = append(paper.Page{picture}, page...)
		}
		pages = append(pages, page)
		from = to
	}
	return paper.PDF("Raftarium · "+w.viewer.Caption(), w.lang.String(), w.system.Shapes(w.lang.String()), pages)
}

// printedStage is where a stage of a size is printed between the margins, and how
// large: as wide as they allow, unless it is too high for a page.
func printedStage(width, height float32) (x, wide, high float32) {
	wide = min(printWidth, printPage*width/height)
	return (printWidth - wide) / 2, wide, wide * height / width
}

// printout is all that is printed below the picture, on one sheet of any height.
type printout struct {
	sheet
	high     float32
	together []stretch // that no page ends within, as a title and what follows it
}

// stretch is from one height to another.
type stretch struct{ top, bottom float32 }

// printTitle is how much of what a title stands over is on its page, printLast how much
// of a terminal's lines is at least on the last one.
const printTitle, printLast = 64, 3 * lineHeight

// printedText lays out what is printed from a height on, in place of the window for
// as long as that takes.
func (w *Window) printedText(t *theme.Theme, y float32) *printout {
	kept := *w
	defer func() {
		typist := w.typist
		*w = kept
		w.typist = typist
	}()
	w.sheet, w.theme = sheet{}, t
	w.focus, w.pointer.hover = name{}, name{}
	all := rect{0, 0, printWidth, printTall}
	w.frame = frame{inspector: all, lesson: all, wide: true, margin: 0}

	out := &printout{}
	titled := func(top, bottom float32) {
		out.together = append(out.together, stretch{top, min(bottom, top+printTitle)})
	}
	c := column{w: w, width: printWidth, clip: all, y: y + 12}
	n := &w.view.Narration
	c.say(n.Time+" · "+n.Text+" "+n.Section, ink.Style{Family: theme.Serif, Size: theme.SizeNarration}, t.Ink, 24)
	p := &w.view.Inspector.Panel
	f := flow{w: w, width: printWidth, clip: all, y: c.y + printGap}
	top := f.y - printGap/2
	w.sheet.level(0, top, printWidth, t.Hair)
	f.who(p)
	out.together = append(out.together, stretch{top, f.y + printTitle})
	for i := range p.Sections {
		f.y += 16
		top = f.y
		f.section(&p.Sections[i])
		titled(top, f.y)
	}
	c.y = f.y
	if w.reading.view != nil {
		c.y += printGap
		top = c.y - printGap/2
		w.sheet.level(0, top, printWidth, t.Hair)
		w.lessonBody(&c)
		titled(top, c.y)
	}
	for _, p := range w.panes {
		if len(p.lines) > 0 {
			c.y += printGap
			top = c.y
			w.printTerminal(&c, p)
			titled(top, c.y)
			out.together = append(out.together, stretch{max(top, c.y-printLast), c.y})
		}
	}
	out.sheet, out.high = w.sheet, c.y
	return out
}

// printTerminal prints the newest lines of a terminal.
func (w *Window) printTerminal(c *column, p *pane) {
	c.say(w.text("ui.terminal", narrate.Str("id", p.id)), panelBold, w.theme.Ink, 20)
	for _, l := range p.lines[max(0, len(p.lines)-printLinesMax):] {
		colour := w.theme.Ink
		if l.Kind == "err" {
			colour = w.theme.Danger
		}
		c.say(l.Prompt+l.Text, monoStyle, colour, lineHeight)
	}
}

// cut is where a page that begins at a height and could go to another ends: what
// stands in a line or a box stays together, if it is not higher than half a page, and
// so does a title with what follows it.
func (o *printout) cut(from, to float32) float32 {
	if to >= o.high {
		return o.high
	}
	least := from + (to-from)/2
	for at := to; at > least; {
		moved := false
		for i := range o.items {
			if top, bottom := o.items[i].extent(); top < at && bottom > at && bottom-top < (to-from)/2 {
				at, moved = top, true
			}
		}
		for _, s := range o.together {
			if s.top < at && s.bottom > at {
				at, moved = s.top, true
			}
		}
		if !moved {
			return at
		}
	}
	return to
}

// extent is from where to where an item reaches.
func (it *item) extent() (top, bottom float32) {
	switch it.kind {
	case textItem:
		return it.box.y - it.style.Size, it.box.y + it.style.Size/3
	case discItem:
		return it.box.y - it.corner, it.box.y + it.corner
	}
	return it.box.y, it.box.bottom()
}

// picture draws what lies between two heights.
func (o *printout) picture(w *Window, t *theme.Theme, from, to float32) []byte {
	part := o.sheet
	part.items = slices.Clone(o.items)
	part.items = slices.DeleteFunc(part.items, func(it item) bool {
		switch it.kind {
		case memberItem:
			m := &o.members[it.ref]
			return m.Y+m.R < from || m.Y-m.R > to
		case messageItem, cellItem, foldItem, signItem:
			return from > 0
		}
		top, bottom := it.extent()
		return bottom < from || top > to
	})
	k := ink.New(ink.NewGlyphSource(w.lang.String()))
	return k.SVG(printWidth, to, t.Paper, w.lang == narrate.Chinese, "", func() { paint(k, &part, nil, t) })
}
