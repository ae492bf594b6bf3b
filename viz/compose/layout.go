package compose

import (
	"math"

	"raftarium/viz/scene"
)

// layout is where the parts of the stage stand.
type layout struct {
	view   scene.Rect // all but the scrubber
	ring   scene.Rect // the field of the ring
	centre scene.Point
	size   scene.Size // of members
	below  float32    // greatest y of a note
	beside bool       // names stand beside the members

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
	lanes            float32 // bottom of the branches below the bands; 0: none
}

// The height of the one banner: on a desk, where there is little, and on a phone,
// where its button is for a finger. The page, which shows it itself, keeps to
// them in controls.css and phone.css.
const bannerHeight, lowBanner, phoneBanner = 44, 33, 52

// phoneScrubber is the height of a phone's scrubber, and phoneLanes how much higher
// it gets for branches, in which a finger finds them; on a stage less than
// phoneLanesLeast high only the menu has them. The page has the three numbers in
// controls.css.
const phoneScrubber, phoneLanes, phoneLanesLeast = 53, 28, 240

// flatPhone is the height of a phone's view under which logs have no room below
// the ring, flatBanner that under which they have none below ring and banner, without branches,
// wholeNames the radius of such a ring from which on names are whole.
const flatPhone, flatBanner, wholeNames = 260, 400, 64

// tightDesk is the height of a view under which a ring has to make room for its
// names.
const tightDesk = 340

// deskNames is the radius of a desk's ring from which on the names of its lowest
// members, which stand beside each other, are whole.
const deskNames = 53

// figureMost is how wide the figure gets; on a wider stage it is centred. Beside
// an inspector of 360 it is 1760.
const figureMost = 1400

// layOut divides the stage.
func (b *builder) layOut() {
	l, w, h := &b.lay, b.in.Width, b.in.Height
	b.s.Mark = 1
	switch b.in.Layout {
	case Phone:
		b.s.Mark = 0.85
		l.phone(w, h, b.s.Banner.Kind != scene.NoBanner, b.in.Lab.BranchCount() > 1, len(b.views))
		if b.in.View != RingView {
			l.banner.Y = l.view.H - l.banner.H
		}
	case Presenter:
		b.s.Mark = 0.82 // 1.5 of a desk's once it is enlarged
		l.present(w, h, b.s.Banner.Kind != scene.NoBanner, len(b.views))
	case Tall:
		l.tall(w, h, b.s.Banner.Kind != scene.NoBanner, len(b.views))
	default:
		l.desk(w, h, b.s.Banner.Kind != scene.NoBanner, len(b.views))
	}
	b.s.Banner.Box = l.banner
	if b.s.Banner.Kind == scene.NoBanner {
		b.s.Banner.Box = scene.Rect{}
	}
	if b.in.Layout == Presenter {
		return
	}
	rule := scene.Rule{From: scene.Point{X: 0, Y: l.view.H + 0.5}, To: scene.Point{X: w, Y: l.view.H + 0.5}, Tone: scene.Hair}
	b.s.Rules = append(b.s.Rules, rule)
	if b.in.Layout != Desk && b.in.View == RingView && l.ring.H < l.view.H {
		y := l.ring.Y + l.ring.H + 0.5
		if b.in.Layout == Phone && b.s.Banner.Kind != scene.NoBanner {
			y = l.banner.Y + l.banner.H + 0.5
		}
		rule.From.Y, rule.To.Y = y, y
		b.s.Rules = append(b.s.Rules, rule)
	}
}

// desk has the ring at the left and the logs at its right: 380 of 1080 pixels,
// 328 of 960. A banner takes the legend's place and what it needs of the ring's.
func (l *layout) desk(w, h float32, banner bool, n int) {
	low := h < 520
	l.scrub(w, h, 24, low)
	l.view = scene.Rect{W: w, H: l.scrubber.top - 1}
	narrow := w < 1020
	left := max(0, (w-figureMost)/2)
	w -= 2 * left
	field := min(max(380, w*380/1080), w*0.42)
	if narrow {
		field = min(328, w*0.42)
	}
	// The field keeps the proportions of the table of sizes; what is left of
	// the height is for the quiet line, the legend and the names.
	k := min(field/380, l.view.H/476)
	l.ring = scene.Rect{X: left, W: field, H: l.view.H - 44}
	l.centre = scene.Point{X: left + field/2, Y: 0.479 * l.view.H}
	if narrow {
		l.centre.X += 8
	}
	if low {
		k = min(field/380, (l.view.H+22)/476)
		l.ring.H = l.view.H - 30
		l.centre.Y = 0.529 * l.view.H
	}
	l.banner = scene.Rect{Y: l.view.H - bannerHeight, W: l.view.W, H: bannerHeight}
	if low {
		l.banner.Y, l.banner.H = l.view.H-lowBanner, lowBanner
	}
	const above, below = 51, 36 // for names, and what is between them and the members
	switch {
	case banner:
		l.ring.H = l.banner.Y - 2
		k = l.fit(k, n, above, below)
	case low && h < 400, low && n%2 == 0 && n <= fullMost: // one stands at 6 o'clock, over the legend
		k = l.fit(k, n, above, below)
	case l.view.H < tightDesk && n <= fullMost:
		k = l.fit(k, n, above/2, below)
	}
	l.size = scene.SizeFor(n, 380*k, 376*k)
	if l.size.Ring < deskNames && n <= fullMost {
		l.size.Short, l.size.NameSize = true, 13
	}
	l.below = l.view.H - 4
	l.legend = l.view.H - 28
	if low {
		l.legend = l.view.H - 17.5
	}
	if banner {
		l.legend, l.below = 0, l.banner.Y-4
	}

	l.deskLogs(left+field, left+w, low, narrow, banner, n)
}

// deskLogs has the logs between the ring's field and the right edge.
func (l *layout) deskLogs(from, to float32, low, narrow, banner bool, n int) {
	g := &l.logs
	g.x, g.right = from, to-8
	if narrow {
		g.x, g.right = from+16, to-24
	}
	g.bottom, g.journey = l.view.H-42, 0
	if low {
		g.bottom = l.view.H - 31.5
	}
	if banner {
		g.bottom = l.banner.Y - 8
	}
	g.rowX, g.rowR, g.nameX, g.nameSize = g.x+10, 10, g.x+28, 14
	head := float32(120)
	if low {
		head = 110
	}
	const bare, rowLeast = 44, 12
	if low && n <= fullMost && (g.bottom-head)/float32(n) < rowLeast { // no room for a journey over the logs
		head, g.journey = bare, -1
	}
	first := g.x + 84
	if narrow {
		first = g.x + 94
	}
	g.grid = scene.GridFor(n, to-g.x-10)
	g.place(n, first, head, 13)
}

// fit shrinks the ring so far that there is room above and below its members in
// its field, and moves it to the middle of that.
func (l *layout) fit(k float32, n int, above, below float32) float32 {
	size := scene.SizeFor(n, 380, 376)
	high := size.Ring*(1+lowest(n)) + 2*size.R
	room := l.ring.H - above - below
	k = max(0, min(k, room/high))
	l.centre.Y = max(0, room-k*high)/2 + above + k*(size.R+size.Ring)
	return k
}

// lowest is how far the lowest of n members is below the ring's centre, of its
// radius.
func lowest(n int) float32 {
	if n > 1 && n%2 == 1 {
		return -float32(math.Cos(math.Pi * float64(n-1) / float64(n)))
	}
	return 1
}

// tall has the logs below the ring: tablets and lessons. The ring has nearly half
// of the view, and its names beside it.
func (l *layout) tall(w, h float32, banner bool, n int) {
	l.scrub(w, h, 24, true)
	l.view = scene.Rect{W: w, H: l.scrubber.top - 1}
	grid := scene.GridFor(n, min(w, 639))
	foot, head := float32(34), float32(110) // of the legend, or the banner in its place; of the journey
	l.legend = l.view.H - 17.5
	l.banner = scene.Rect{Y: l.view.H - lowBanner, W: w, H: lowBanner}
	low := l.view.H < 560 // beside a lesson: neither legend nor journey
	if low {
		foot, head = 8, 31
	}
	if banner {
		foot = 34
	}
	if banner || low {
		l.legend = 0
	}
	table := clamp(float32(n)*grid.PitchY, 120, 0.4*l.view.H)
	top := max(0.45*l.view.H, l.view.H-table-head-foot)
	l.above(w, top, n)
	g := &l.logs
	g.x, g.right = 24, w-16
	g.journey = top
	if low {
		g.journey = -1
	}
	g.bottom = l.view.H - foot
	g.rowX, g.rowR, g.nameX, g.nameSize = 34, 10, 52, 14
	g.grid = grid
	g.place(n, 118, top+head, 13)
}

// phone has small cells, no legend and no journey.
func (l *layout) phone(w, h float32, banner, branches bool, n int) {
	high, lanes := float32(phoneScrubber), float32(0)
	if branches && h >= phoneLanesLeast {
		high, lanes = high+phoneLanes, h-4
	}
	top := h - high + 1
	l.scrubber = scrubberLayout{top: top, left: 16, right: w - 16, bands: top + 16, bandH: 20, playhead: top + 2, bottom: h - 1, lanes: lanes}
	l.view = scene.Rect{W: w, H: h - high}
	if l.view.H < flatPhone || banner && h < flatBanner+phoneScrubber {
		l.flat(w, banner, n)
		return
	}
	top = l.view.H * 282 / 493
	l.banner = scene.Rect{Y: top - phoneBanner, W: w, H: phoneBanner}
	if banner {
		l.above(w, l.banner.Y, n)
		const arcs, names = 24, 33
		k := l.fit(min(w/380, l.banner.Y/376), n, arcs, names)
		l.size = scene.SizeFor(n, 380*k, 376*k)
	} else {
		l.above(w, top, n)
	}
	g := &l.logs
	g.x, g.right, g.bottom, g.journey = 16, w-14, l.view.H-3, -1
	g.rowX, g.rowR, g.nameX, g.nameSize, g.short = 25, 9, 40, 14, true
	g.grid = scene.GridFor(n, min(w, 399))
	g.place(n, 78, top+31, 12)
}

// flat has the ring of a phone held sideways left of its logs, and a banner below
// both.
func (l *layout) flat(w float32, banner bool, n int) {
	end := l.view.H
	l.banner = scene.Rect{Y: end - bannerHeight, W: w, H: bannerHeight}
	if banner {
		end = l.banner.Y
	}
	field := w / 2
	l.ring = scene.Rect{W: field, H: end}
	l.centre = scene.Point{X: field / 2}
	const above, below = 28, 26 // for names and crowns
	k := l.fit(field/380, n, above, below)
	l.size = scene.SizeFor(n, 380*k, 376*k)
	l.size.Short = l.size.Short || l.size.Ring < wholeNames
	l.below = end - 2
	g := &l.logs
	g.x, g.right, g.bottom, g.journey = field, w-12, end-3, -1
	g.rowX, g.rowR, g.nameX, g.nameSize, g.short = field+13, 9, field+28, 14, true
	g.grid = scene.GridFor(n, min(w, 399))
	g.place(n, field+56, 34, 12)
}

// above places the ring over what begins at y. Where the field is much wider than
// high, names stand beside the members, and the ring takes their room.
func (l *layout) above(w, y float32, n int) {
	l.ring = scene.Rect{W: w, H: y}
	l.centre = scene.Point{X: w / 2, Y: 0.505 * y}
	k := max(0, min(w/380, y/376))
	if n <= 5 && w > 1.8*y {
		const arcs = 24
		l.beside = true
		k = l.fit(w/640, n, arcs, arcs)
	}
	l.size = scene.SizeFor(n, 380*k, 376*k)
	l.below = y - 2
}

// place puts the grid into its place and lets it shrink to what is left of the
// height.
func (g *logsLayout) place(n int, left, top, columnSize float32) {
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
		axis: top + axis, playhead: top + 4, bottom: top + axis + 4, lanes: top + axis - 4}
}
