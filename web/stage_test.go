package web

import (
	"strings"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
)

// stage is what the page's canvas shows, computed here once more: the world
// from the page's own link, and the scene from that world. It knows where
// everything is without asking the page.
type stage struct {
	scene.Scene
	in compose.Input
	at box // of the canvas in the page
}

func (p *page) stage() *stage {
	p.tb.Helper()
	l, err := lab.Open(eval[string](p, `raftarium.link()`))
	require.NoError(p.tb, err)
	s := &stage{at: p.where("#stage iframe")}
	s.in = compose.Input{Lab: l, Lang: narrate.English, Width: float32(s.at.Width), Height: float32(s.at.Height), Speed: 0.01}
	s.in.Layout = compose.LayoutFor(s.in.Width, s.in.Height)
	compose.Stage(&s.Scene, s.in)
	return s
}

// member returns where a member stands in the page, by its number from 1 on.
func (s *stage) member(number int) (x, y float64) {
	m := &s.Members[number-1]
	return s.onPage(m.X, m.Y)
}

// onPage turns a place of the stage into one of the page.
func (s *stage) onPage(x, y float32) (float64, float64) {
	return s.at.X + float64(x), s.at.Y + float64(y)
}

// moment returns where a moment of the world stands in the scrubber.
func (s *stage) moment(milliseconds float64) (x, y float64) {
	band := s.Scrubber.Bands[0].Box
	return s.onPage(compose.ScrubberSpan(s.in).X(sim.FromMilliseconds(milliseconds)), band.Y+band.H/2)
}

// end returns where the scrubber ends: what has been played ends before it.
func (s *stage) end() (x, y float64) {
	band := s.Scrubber.Bands[0].Box
	return s.onPage(compose.ScrubberSpan(s.in).Right, band.Y+band.H/2)
}

// natively returns the state of the world that a link names, computed here.
func natively(tb require.TestingT, link string) string {
	l, err := lab.Open(link)
	require.NoError(tb, err)
	return string(lab.AppendState(nil, l.World()))
}

// inPage is the state as the page answers it, without its envelope.
func (p *page) inPage() string {
	p.tb.Helper()
	return strings.TrimSuffix(strings.TrimPrefix(p.stateJSON(), `{"ok":`), "}")
}

// requireSame holds that two states are the same to the byte, and shows where
// they part rather than both.
func requireSame(tb require.TestingT, want, got, what string) {
	for at := 0; at < max(len(want), len(got)); at++ {
		if at < len(want) && at < len(got) && want[at] == got[at] {
			continue
		}
		around := func(s string) string { return s[min(len(s), max(0, at-80)):min(len(s), at+80)] }
		require.Failf(tb, "the states differ", "%s, at byte %d:\n%s\n%s", what, at, around(want), around(got))
	}
}
