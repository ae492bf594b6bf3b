package scene

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestTheFirstMemberStandsAtTwelveOClockAndTheOthersFollowClockwise(t *testing.T) {
	ring := Ring{X: 190, Y: 228, R: 132}
	for i, want := range []Point{{190, 96}, {315.5, 187.2}, {267.6, 334.8}, {112.4, 334.8}, {64.5, 187.2}} {
		at := ring.Point(i, 5)
		require.InDelta(t, want.X, at.X, 0.06)
		require.InDelta(t, want.Y, at.Y, 0.06)
	}
}

func TestSizesFollowTheTableOfTheArtDirection(t *testing.T) {
	for _, c := range []struct {
		n      int
		r      float32
		detail Detail
		arcs   bool
		motes  bool
		counts bool
	}{
		{3, 34, Full, true, false, false},
		{5, 34, Full, true, false, false},
		{6, 24, Full, true, false, false},
		{9, 22, Full, true, false, false},
		{10, 12, Small, false, true, false},
		{25, 12, Small, false, true, false},
		{26, 3.6, Minimal, false, false, true},
		{101, 3.6, Minimal, false, false, true},
	} {
		s := SizeFor(c.n, 380, 376)
		require.Equal(t, c.r, s.R, "%d members", c.n)
		require.Equal(t, c.detail, s.Detail)
		require.Equal(t, c.arcs, s.Arcs)
		require.Equal(t, c.motes, s.Motes)
		require.Equal(t, c.counts, s.Counts)
	}
	require.Equal(t, SizeFor(5, 760, 752).R, 2*SizeFor(5, 380, 376).R, "sizes scale with the field")
	require.Zero(t, SizeFor(5, 0, 0).R)
}

func TestMessagesTravelFromEdgeToEdge(t *testing.T) {
	a, b := &Member{X: 0, Y: 0, R: 34}, &Member{X: 200, Y: 0, R: 34}
	way := WayBetween(a, b)
	require.Equal(t, Point{42.5, 6}, way.From, "right of its direction is below when it runs to the right")
	require.Equal(t, Point{157.5, 6}, way.To)
	require.InDelta(t, math.Pi/2, way.Turn, 1e-6)

	var m Message
	m.Place(way, 0.5)
	require.Equal(t, Point{100, 6}, m.At)
	require.InDelta(t, 100-0.22*115, m.Tail.X, 1e-3)
	m.Place(way, 0)
	require.Equal(t, m.At, m.Tail, "a message that has just left has no trail")
}

func TestTheTwoDirectionsOfALinkNeverMeet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 25).Draw(t, "members")
		i := rapid.IntRange(0, n-1).Draw(t, "from")
		j := (i + rapid.IntRange(1, n-1).Draw(t, "step")) % n
		size := SizeFor(n, 380, 420)
		ring := Ring{X: 190, Y: 228, R: size.Ring}
		at := func(i int) *Member {
			p := ring.Point(i, n)
			return &Member{X: p.X, Y: p.Y, R: size.R, Detail: size.Detail}
		}
		there, back := WayBetween(at(i), at(j)), WayBetween(at(j), at(i))
		p := there.Point(rapid.Float32Range(0, 1).Draw(t, "there"))
		q := back.Point(rapid.Float32Range(0, 1).Draw(t, "back"))
		require.GreaterOrEqual(t, hypot(p.X-q.X, p.Y-q.Y), float32(Lane)-0.01)
	})
}

func TestMembersThatOverlapStillHaveAWay(t *testing.T) {
	a, b := &Member{X: 10, Y: 10, R: 34}, &Member{X: 20, Y: 10, R: 34}
	way := WayBetween(a, b)
	require.Equal(t, way.From, way.To)
	same := WayBetween(a, a)
	require.Equal(t, Point{10, 10}, same.Point(0.3))
}

func TestNamesStandClearOfTheirMembers(t *testing.T) {
	for _, n := range []int{3, 5, 7, 9, 15, 25} {
		size := SizeFor(n, 380, 376)
		ring := Ring{X: 190, Y: 228, R: size.Ring}
		for i := range n {
			at := ring.Point(i, n)
			m := Member{X: at.X, Y: at.Y, R: size.R, Detail: size.Detail, NameSize: size.NameSize, Name: "01"}
			m.PlaceName(ring)
			// The middle of the lower-case letters, from the member's centre.
			d := hypot(m.NameAt.X-m.X, m.NameAt.Y-0.35*size.NameSize-m.Y)
			require.Greater(t, d, m.R+size.NameSize/2, "member %d of %d", i+1, n)
		}
	}
}

func TestANameAsideStandsPastTheClientsLetters(t *testing.T) {
	m := Member{X: 195, Y: 42, R: 26, Clients: []ClientChip{{Letter: "A"}}}
	m.PlaceAside(1)
	require.Equal(t, Start, m.NameAlign)
	require.InDelta(t, 255, m.NameAt.X, 1)
	require.InDelta(t, 35, m.NameAt.Y, 0.5)
	m.PlaceAside(-1)
	require.Equal(t, End, m.NameAlign)
	require.InDelta(t, 135, m.NameAt.X, 1)
}
