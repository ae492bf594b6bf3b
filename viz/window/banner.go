package window

import (
	"raftarium/core/narrate"
	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

// buildBanner lays out what cannot be overlooked, in the band that the stage keeps
// free for it, and what can be done about it.
func (w *Window) buildBanner() {
	b, band := w.viewer.Banner()
	if b == nil || w.view.Presenting {
		return
	}
	s, t, stage := &w.sheet, w.theme, w.frame.stage
	r := rect{stage.x, stage.y + band.Y, stage.w, band.H}
	ground, edge, text := t.DangerSoft, t.Danger, t.Ink
	switch b.Kind {
	case "violation":
		ground, text = t.Danger, t.DangerInk
	case "split-vote":
		ground, edge = t.Raised, t.Ink
	}
	s.fill(r, 0, ground)
	s.level(r.x, r.y, r.w, edge)
	s.level(r.x, r.bottom()-1, r.w, edge)
	s.control(stageArea, control{kind: blockControl, box: r, plain: true})
	right := r.right() - w.frame.margin
	for i := len(b.Actions) - 1; i >= 0; i-- {
		a := b.Actions[i]
		if a.Action == "page share" {
			a.Action = "window share"
		}
		btn := button{text: a.Label, action: a.Action, disabled: a.Disabled, why: a.Why, on: text}
		right -= w.widthOf(&btn)
		w.button(stageArea, right, r.y+(r.h-buttonHeight)/2, btn)
		right -= 8
	}
	if b.More > 0 {
		more := w.text("ui.more", narrate.Num("n", b.More))
		s.text(right-4, r.y+r.h/2+5, more, panelStyle, ink.End, text)
		right -= w.typist.measure(more, panelStyle) + 16
	}
	title := ui(theme.SizeControl, true)
	x := r.x + w.frame.margin
	if r.h < 2*panelLine {
		s.text(x, r.y+r.h/2+5, b.Title, title, ink.Start, text)
		x += w.typist.measure(b.Title, title) + 12
		s.text(x, r.y+r.h/2+5, w.typist.within(b.Text, panelStyle, right-x), panelStyle, ink.Start, text)
		return
	}
	s.text(x, r.y+r.h/2-4, b.Title, title, ink.Start, text)
	s.text(x, r.y+r.h/2+14, w.typist.within(b.Text, panelStyle, right-x), panelStyle, ink.Start, text)
}
