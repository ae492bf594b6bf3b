package draw

import (
	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// pen is what every element is drawn with.
type pen struct {
	*ink.Ink
	t    *theme.Theme
	mark float32 // scale of the ring's strokes and marks
}

func newPen(k *ink.Ink, t *theme.Theme, mark float32) pen {
	if mark <= 0 {
		mark = 1
	}
	return pen{k, t, mark}
}

// Scene draws all of a scene, in the order of its layers from below.
func Scene(k *ink.Ink, s *scene.Scene, t *theme.Theme) {
	k.Enlarge(s.Enlarged())
	defer k.Enlarge(1)
	p := newPen(k, t, s.Mark)
	for i := range s.Rules {
		p.rule(&s.Rules[i])
	}
	if s.Ring.R > 0 {
		p.Ring(s.Ring.X, s.Ring.Y, s.Ring.R, theme.StrokeHair, t.Hair)
	}
	for i := range s.Chords {
		p.chord(&s.Chords[i])
	}
	for i := range s.Cuts {
		p.cut(&s.Cuts[i])
	}
	for i := range s.Messages {
		p.trail(&s.Messages[i])
	}
	for i := range s.Messages {
		p.message(&s.Messages[i])
	}
	for i := range s.Members {
		p.member(&s.Members[i])
	}
	for i := range s.Members {
		p.names(&s.Members[i])
	}
	p.quiet(&s.Quiet)
	p.journey(&s.Journey)
	p.logs(&s.Logs)
	p.spaceTime(&s.Space)
	p.store(&s.Store)
	p.disk(&s.Disk)
	for i := range s.Legend {
		p.legend(&s.Legend[i])
	}
	p.scrubber(&s.Scrubber)
	for i := range s.Labels {
		p.label(&s.Labels[i])
	}
	p.banner(&s.Banner)
}

// Member draws one member by itself, with its name, as in an inspector's head.
func Member(k *ink.Ink, m *scene.Member, t *theme.Theme) {
	p := newPen(k, t, 1)
	p.member(m)
	p.names(m)
}

// Message draws one message with its trail.
func Message(k *ink.Ink, m *scene.Message, t *theme.Theme) {
	p := newPen(k, t, 1)
	p.trail(m)
	p.message(m)
}

// Cell draws one cell of a log.
func Cell(k *ink.Ink, c *scene.Cell, t *theme.Theme) {
	p := newPen(k, t, 1)
	p.cell(c)
	p.marked(scene.Rect{X: c.X, Y: c.Y, W: c.W, H: c.H}, c.Selected, c.Violates)
}

// Fold draws a block of a log.
func Fold(k *ink.Ink, f *scene.Fold, t *theme.Theme) { newPen(k, t, 1).fold(f) }

// Sign draws a sign of the legend.
func Sign(k *ink.Ink, l *scene.LegendItem, t *theme.Theme) { newPen(k, t, 1).legend(l) }

// Banner draws a banner.
func Banner(k *ink.Ink, b *scene.Banner, t *theme.Theme) { newPen(k, t, 1).banner(b) }

// Tone is a theme's colour for a scene's tone.
func Tone(t *theme.Theme, tone scene.Tone) theme.Colour {
	switch tone {
	case scene.Ink2:
		return t.Ink2
	case scene.Ink3:
		return t.Ink3
	case scene.Line:
		return t.Line
	case scene.Hair:
		return t.Hair
	case scene.Paper:
		return t.Paper
	case scene.Accent:
		return t.Accent
	case scene.Danger:
		return t.Danger
	case scene.Raised:
		return t.Raised
	case scene.Sunken:
		return t.Sunken
	case scene.DangerInk:
		return t.DangerInk
	case scene.DangerSoft:
		return t.DangerSoft
	case scene.AccentSoft:
		return t.AccentSoft
	}
	return t.Ink
}

func or(v, otherwise float32) float32 {
	if v == 0 {
		return otherwise
	}
	return v
}

func ui(size float32, bold bool) ink.Style { return ink.Style{Size: size, Bold: bold} }

func mono(size float32, bold bool) ink.Style {
	return ink.Style{Family: theme.Mono, Size: size, Bold: bold}
}

func (p pen) label(l *scene.Label) {
	style := ink.Style{Family: theme.Family(l.Family), Bold: l.Bold, Size: l.Size}
	if l.Halo {
		p.Halo(l.X, l.Y, l.Text, style, ink.Align(l.Align), 2.5, p.t.Paper)
	}
	p.Text(l.X, l.Y, l.Text, style, ink.Align(l.Align), Tone(p.t, l.Tone))
}

func (p pen) rule(r *scene.Rule) {
	w, c := or(r.Width, theme.StrokeHair), Tone(p.t, r.Tone)
	if r.From.X == r.To.X {
		p.VLine(r.From.X, r.From.Y, r.To.Y, w, c)
		return
	}
	p.HLine(r.From.X, r.To.X, r.From.Y, w, c)
}

func (p pen) quiet(q *scene.Quiet) {
	size, c, second := or(q.Size, theme.SizePanel), p.t.Ink, p.t.Ink2
	if q.Alarm {
		c, second = p.t.Danger, p.t.Danger
	}
	p.Text(q.X, q.Y, q.Title, ui(size, true), ink.Start, c)
	p.Text(q.X, q.Y+size*18/13, q.Detail, ui(size, q.Alarm), ink.Start, second)
	p.Text(q.X, q.Y+size*36/13, q.More, ui(size, q.Alarm), ink.Start, second)
}

func (p pen) banner(b *scene.Banner) {
	ground, edge, text := p.t.DangerSoft, p.t.Danger, p.t.Ink
	switch b.Kind {
	case scene.NoBanner:
		return
	case scene.Violation:
		ground, text = p.t.Danger, p.t.DangerInk
	case scene.SplitVote:
		ground, edge = p.t.Raised, p.t.Ink
	}
	x, y, w, h := p.Snap(b.Box.X), p.Snap(b.Box.Y), p.Snap(b.Box.W), p.Snap(b.Box.H)
	p.Box(x+0.5, y+0.5, w-1, h-1, theme.CornerControl, 1, ground, edge)
	middle := y + h/2
	const two = 40 // the least height for a line below the other
	if h < two {
		w := p.Text(x+16, middle+4.5, b.Title, ui(theme.SizeControl, true), ink.Start, text)
		p.Text(x+28+w, middle+4.5, b.Detail, ui(theme.SizeTick, false), ink.Start, text)
		p.Text(x+b.Box.W-16, middle+4.5, b.Others, ui(theme.SizeTick, false), ink.End, text)
		return
	}
	p.Text(x+16, middle-4, b.Title, ui(theme.SizeControl, true), ink.Start, text)
	p.Text(x+16, middle+13, b.Detail, ui(theme.SizeTick, false), ink.Start, text)
	p.Text(x+w-16, middle+4.5, b.Others, ui(theme.SizeTick, false), ink.End, text)
}
