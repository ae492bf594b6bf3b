package compose

import "raftarium/viz/scene"

// presented is the size of a presented stage, in pixels, at which its smallest
// type is as large as the art direction wants it: a projector's 1280 × 720
// without the band of the sentence.
const presentedW, presentedH = 1280, 601

// PresenterZoom is by how much a stage of a size is enlarged in presenter mode.
// The stage is laid out as if it were so much smaller: nothing in it is set
// under 12 pixels, so nothing is seen under 22, and more on a larger screen.
func PresenterZoom(width, height float32) float32 {
	const smallest, wanted = 12, 22
	return max(1, wanted*min(width/presentedW, height/presentedH)/smallest)
}

// present has ring and logs as large as they get, and the bands of the terms: no
// legend, no journey, no ticks.
func (l *layout) present(w, h float32, banner bool, n int) {
	l.scrubber = scrubberLayout{top: h - 46, left: 24, right: w - 24, bands: h - 36, bandH: 20, playhead: h - 45, bottom: h - 4}
	l.view = scene.Rect{W: w, H: l.scrubber.top}
	const bannerHigh = 30
	l.banner = scene.Rect{Y: l.view.H - bannerHigh, W: w, H: bannerHigh}
	above, below, bottom := float32(29), float32(27), l.view.H
	if banner { // votes are counted below those who ask for them
		below, bottom = 48, l.banner.Y
	}
	field := min(0.407*w, 284*max(1, h/328))
	l.ring = scene.Rect{W: field, H: bottom}
	l.centre = scene.Point{X: field / 2}
	if l.below = bottom - 2; !banner { // names may stand between the playhead's flag and the bands
		l.below = l.scrubber.bands - 2
	}
	// Members are larger on their ring than on a desk: their letters are what is
	// seen from afar.
	const closer = 0.885
	size := func(k float32) scene.Size {
		s := scene.SizeFor(n, 380*k, 376*k)
		if n <= fullMost {
			s.Ring *= closer
			s.ArcWidth = 2.5
		}
		return s
	}
	whole := size(1)
	high := whole.Ring*(1+lowest(n)) + 2*whole.R
	k := max(0, min((bottom-above-below)/high, field/(2*(whole.Ring+1.3*whole.R))))
	l.size = size(k)
	l.centre.Y = above + max(0, bottom-above-below-k*high)/2 + l.size.R + l.size.Ring

	g := &l.logs
	g.x, g.right, g.bottom, g.journey = field+15, w-20, bottom-4, -1
	g.rowX, g.rowR, g.nameX, g.nameSize, g.short = g.x+11, 11, g.x+27, 13, true
	g.grid = scene.GridFor(n, w)
	if n <= fullMost {
		g.grid = scene.Grid{W: 30, H: 31, PitchX: 32, PitchY: 50}
	}
	g.place(n, g.x+60, 42, 12)
}
