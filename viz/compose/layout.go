package compose

import "raftarium/viz/scene"

// layout is where the parts of the stage stand.
type layout struct {
	view   scene.Rect // all but the scrubber
	ring   scene.Rect // the field of the ring
	centre scene.Point
	size   scene.Size // of members
	top    float32    // least y of a name
	below  float32    // greatest y of a note

	logs   logsLayout
	legend float32 // centre of its line; 0: none
	banner scene.Rect

	scrubber scrubberLayout
}

// logsLayout is where the logs' heads, columns and cells begin.
type logsLayout struct {
	x                float32 // left edge, where the journey begins too
	right, bottom    float32
	journey          float32 // top of the journey; negative: none
	rowX, rowR       float32
	nameX, nameSize  float32
	columnY, headerY float32
	columnSize       float32
	grid             scene.Grid
	short            bool
}

// scrubberLayout is where the parts of the scrubber stand.
type scrubberLayout struct {
	top, left, right float32
	marks, bands     float32 // marks' centre (0: none) and bands' top
	bandH            float32
	axis             float32 // 0: none
	playhead, bottom float32
}

// The height of the one banner, and where there is little.
const bannerHeight, lowBanner = 44, 33

// layOut divides the stage.
func (b *builder) layOut() {
	l, w, h := &b.lay, b.in.Width, b.in.Height
	b.s.Mark = 1
	switch b.in.Layout {
	case Phone:
		b.s.Mark = 0.85
		l.phone(w, h, b.s.Banner.Kind != scene.NoBanner, len(b.views))
	case Tall:
		l.tall(w, h, b.s.Banner.Kind != scene.NoBanner, len(b.views))
	default:
		l.desk(w, h, len(b.views))
	}
	b.s.Banner.Box = l.banner
	if b.s.Banner.Kind == scene.NoBanner {
		b.s.Banner.Box = scene.Rect{}
	}
	rule := scene.Rule{From: scene.Point{X: 0, Y: l.view.H + 0.5}, To: scene.Point{X: w, Y: l.view.H + 0.5}, Tone: scene.Hair}
	b.s.Rules = append(b.s.Rules, rule)
	if b.in.Layout != Desk {
		y := l.ring.Y + l.ring.H + 0.5
		if l.banner.H > 0 && b.s.Banner.Kind != scene.NoBanner {
			y = l.banner.Y + l.banner.H + 0.5
		}
		rule.From.Y, rule.To.Y = y, y
		b.s.Rules = append(b.s.Rules, rule)
	}
}

// desk has the ring at the left and the logs at its right: 380 of 1080 pixels,
// 328 of 960.
func (l *layout) desk(w, h float32, n int) {
	low := h < 520
	l.scrub(w, h, 24, low)
	l.view = scene.Rect{W: w, H: l.scrubber.top - 1}
	narrow := w < 1020
	field := min(380, w*0.42)
	if narrow {
		field = min(328, w*0.42)
	}
	// The field keeps the proportions of the table of sizes; what is left of
	// the height is for the quiet line, the legend and the names.
	k := min(field/380, l.view.H/476)
	l.ring = scene.Rect{W: field, H: l.view.H - 44}
	l.centre = scene.Point{X: field / 2, Y: 0.479 * l.view.H}
	if narrow {
		l.centre.X += 8
	}
	if low {
		k = min(field/380, (l.view.H+22)/476)
		l.ring.H = l.view.H - 30
		l.centre.Y = 0.529 * l.view.H
	}
	l.size = scene.SizeFor(n, 380*k, 376*k)
	l.top, l.below = 12, l.view.H-4
	l.legend = l.view.H - 28
	if low {
		l.legend = l.view.H - 17.5
	}
	l.banner = scene.Rect{X: 0, Y: l.view.H - bannerHeight, W: w, H: bannerHeight}
	if low {
		l.banner.Y, l.banner.H = l.view.H-lowBanner, lowBanner
	}

	g := &l.logs
	g.x, g.right = field, w-8
	if narrow {
		g.x, g.right = field+16, w-24
	}
	g.bottom, g.journey = l.legend-14, 0
	g.rowX, g.rowR, g.nameX, g.nameSize = g.x+10, 10, g.x+28, 14
	head := float32(120)
	if low {
		head = 110
	}
	left := g.x + 84
	if narrow {
		left = g.x + 94
	}
	g.place(n, left, head, w-g.x-10, 13)
}

// tall has the logs below the ring: tablets and lessons.
func (l *layout) tall(w, h float32, banner bool, n int) {
	l.scrub(w, h, 24, true)
	l.view = scene.Rect{W: w, H: l.scrubber.top - 1}
	grid := scene.GridFor(n, min(w, 639))
	table := clamp(float32(n)*grid.PitchY, 120, 0.4*l.view.H)
	top := max(0.3*l.view.H, l.view.H-table-110-34)
	l.above(w, top, banner, n)
	g := &l.logs
	g.x, g.right = 24, w-16
	g.journey = top
	l.legend = l.view.H - 17.5
	g.bottom = l.legend - 14
	g.rowX, g.rowR, g.nameX, g.nameSize = 34, 10, 52, 14
	g.place(n, 118, top+110, min(w, 639), 13)
}

// phone has small cells, no legend and no journey.
func (l *layout) phone(w, h float32, banner bool, n int) {
	l.scrubber = scrubberLayout{top: h - 52, left: 16, right: w - 16, bands: h - 52 + 18, bandH: 20, playhead: h - 50, bottom: h - 1}
	l.view = scene.Rect{W: w, H: h - 53}
	top := l.view.H * 282 / 493
	l.above(w, top, banner, n)
	g := &l.logs
	g.x, g.right, g.bottom, g.journey = 16, w-14, l.view.H-3, -1
	g.rowX, g.rowR, g.nameX, g.nameSize, g.short = 25, 9, 40, 14, true
	g.place(n, 78, top+31, min(w, 399), 12)
}

// above places the ring over the logs, which begin at y.
func (l *layout) above(w, y float32, banner bool, n int) {
	l.top = 8
	l.banner = scene.Rect{X: 0, Y: y - bannerHeight, W: w, H: bannerHeight}
	if banner {
		y -= bannerHeight
	}
	l.ring = scene.Rect{W: w, H: y}
	l.centre = scene.Point{X: w / 2, Y: 0.4965 * y}
	k := max(0, min(w/380, y/376))
	l.size = scene.SizeFor(n, 380*k, 376*k)
	l.below = y - 2
}

// place chooses the grid and lets it shrink to what is left of the height.
func (g *logsLayout) place(n int, left, top, width, columnSize float32) {
	g.grid = scene.GridFor(n, width)
	g.grid.Left, g.grid.Top = left, top
	g.headerY, g.columnY, g.columnSize = top-6, top-12, columnSize
	g.short = g.short || n > fullMost
	if end := top + float32(n-1)*g.grid.PitchY + g.grid.H + 10; end > g.bottom {
		most := max(2, (g.bottom-top)/float32(max(n, 1)))
		gap := min(g.grid.PitchY-g.grid.H, max(0.16*most, min(12, most-22)))
		g.grid.PitchY = most
		g.grid.H = max(1, min(g.grid.H, most-gap))
		g.rowR = clamp(most/2-2, 2, g.rowR)
		g.nameSize = max(12, min(g.nameSize, most))
	}
	if n > fullMost {
		g.rowR = min(g.rowR, 0.4*g.grid.PitchY)
		g.nameSize = 12
	}
}

// scrub places the scrubber of a desk: 96 high, 92 on a low one.
func (l *layout) scrub(w, h, margin float32, low bool) {
	height, axis := float32(95), float32(78)
	if low {
		height, axis = 91, 74
	}
	top := h - height
	l.scrubber = scrubberLayout{top: top, left: margin, right: w - margin, marks: top + 22, bands: top + 34, bandH: 20,
		axis: top + axis, playhead: top + 4, bottom: top + axis + 4}
}
