package window

import (
	"math"

	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

// iconSize is the side of the square that an icon is drawn in.
const iconSize = 16

// icon is one of the pictures on controls, the same as the page's.
type icon uint8

const (
	noIcon icon = iota
	shareIcon
	moonIcon
	sunIcon
	helpIcon
	panelIcon
	downIcon
	leftIcon
	rightIcon
	plusIcon
	closeIcon
	checkIcon
	backIcon
	playIcon
	pauseIcon
	stepIcon
	branchIcon
	hurryIcon
	screenIcon
	saveIcon
	followIcon
	menuIcon
	promptIcon
	ringIcon
	discIcon
)

// curve is a line of an icon, in pixels of its square.
type curve [][2]float32

// lines are the strokes of the icons, 1.5 wide.
var lines = [...][]curve{
	shareIcon: {{{8, 10}, {8, 2}}, {{5, 5}, {8, 2}, {11, 5}}, {{3, 8}, {3, 14}, {13, 14}, {13, 8}}},
	moonIcon:  {moon()},
	sunIcon: {arc(8, 8, 3, 0, 360), {{8, 1}, {8, 3}}, {{8, 13}, {8, 15}}, {{1, 8}, {3, 8}}, {{13, 8}, {15, 8}},
		{{3, 3}, {4.5, 4.5}}, {{11.5, 11.5}, {13, 13}}, {{13, 3}, {11.5, 4.5}}, {{4.5, 11.5}, {3, 13}}},
	helpIcon:   {arc(8, 8, 6, 0, 360), append(arc(8, 6.4, 1.8, -90, 110), [2]float32{8.3, 8.3}, [2]float32{8, 9.2}), {{8, 11}, {8, 12}}},
	panelIcon:  {{{2, 3}, {14, 3}, {14, 13}, {2, 13}, {2, 3}, {3, 3}}, {{10, 3}, {10, 13}}},
	downIcon:   {{{4, 6}, {8, 10}, {12, 6}}},
	leftIcon:   {{{10, 3}, {5, 8}, {10, 13}}},
	rightIcon:  {{{6, 3}, {11, 8}, {6, 13}}},
	plusIcon:   {{{8, 3}, {8, 13}}, {{3, 8}, {13, 8}}},
	closeIcon:  {{{4, 4}, {12, 12}}, {{12, 4}, {4, 12}}},
	checkIcon:  {{{3, 8.5}, {6.5, 12}, {13, 5}}},
	backIcon:   {{{4, 3}, {4, 13}}},
	playIcon:   {},
	pauseIcon:  {},
	stepIcon:   {{{12, 3}, {12, 13}}},
	followIcon: {{{1, 8}, {4, 4.5}, {8, 3.5}, {12, 4.5}, {15, 8}, {12, 11.5}, {8, 12.5}, {4, 11.5}, {1, 8}}, arc(8, 8, 2, 0, 360)},
	hurryIcon:  {{{3, 3}, {8, 8}, {3, 13}}, {{8, 3}, {13, 8}, {8, 13}}},
	menuIcon:   {{{2, 4}, {14, 4}}, {{2, 8}, {14, 8}}, {{2, 12}, {14, 12}}},
	promptIcon: {{{3, 4}, {7, 8}, {3, 12}}, {{8.5, 12}, {13, 12}}},
	saveIcon:   {{{8, 2}, {8, 10}}, {{5, 7}, {8, 10}, {11, 7}}, {{3, 11}, {3, 14}, {13, 14}, {13, 11}}},
	ringIcon:   {arc(8, 8, 3.5, 0, 360)},
	discIcon:   {arc(8, 8, 3.5, 0, 360)},
	screenIcon: {{{2, 3}, {14, 3}, {14, 11}, {2, 11}, {2, 3}, {3, 3}}, {{8, 11}, {8, 14}}, {{5, 14}, {11, 14}}},
	branchIcon: {arc(4, 3.5, 1.8, 0, 360), arc(4, 12.5, 1.8, 0, 360), arc(12, 6, 1.8, 0, 360), {{4, 5.3}, {4, 10.7}}, {{4, 9.5}, {4.6, 8.4}, {6, 7.9}, {8.6, 7.9}, {10.6, 7.3}}},
}

// solids are the filled parts, convex and clockwise.
var solids = [...][]curve{
	backIcon:   {{{12, 2.6}, {12, 13.4}, {5.5, 8}}},
	playIcon:   {{{4, 2}, {13.4, 8}, {4, 14}}},
	pauseIcon:  {{{4, 3}, {7, 3}, {7, 13}, {4, 13}}, {{9, 3}, {12, 3}, {12, 13}, {9, 13}}},
	stepIcon:   {{{4, 2.6}, {10.5, 8}, {4, 13.4}}},
	hurryIcon:  nil,
	followIcon: nil,
	discIcon:   {arc(8, 8, 3.5, 0, 360)},
}

// arc is a part of a circle, in degrees clockwise from 12 o'clock.
func arc(x, y, r float32, from, to float64) curve {
	const steps = 24
	n := max(2, int(math.Abs(to-from)/360*steps+0.5))
	c := make(curve, 0, n+1)
	for i := range n + 1 {
		sin, cos := math.Sincos((from + (to-from)*float64(i)/float64(n)) * math.Pi / 180)
		c = append(c, [2]float32{x + r*float32(sin), y - r*float32(cos)})
	}
	return c
}

// moon is a crescent: the outer arc about (7.5, 8.5) and the bite about
// (9.7, 6.3).
func moon() curve {
	c := arc(7.6, 8.4, 5.5, 102, 348)
	return append(c, arc(10.2, 5.8, 4.5, 306, 144)...)
}

// drawIcon draws an icon with its upper left corner at (x, y).
func drawIcon(k *ink.Ink, which icon, x, y float32, c theme.Colour) {
	var buffer [64][2]float32
	shifted := func(line curve) [][2]float32 {
		points := buffer[:0]
		for _, p := range line {
			points = append(points, [2]float32{x + p[0], y + p[1]})
		}
		return points
	}
	if int(which) < len(solids) {
		for _, shape := range solids[which] {
			k.Polygon(c, shifted(shape)...)
		}
	}
	for _, line := range lines[which] {
		first, last := line[0], line[len(line)-1]
		dx, dy := first[0]-last[0], first[1]-last[1]
		closed := len(line) > 2 && dx*dx+dy*dy < 0.3
		if closed {
			line = line[:len(line)-1]
		}
		k.Polyline(theme.StrokeMember, closed, c, shifted(line)...)
	}
}
