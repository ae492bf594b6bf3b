package window

import "raftarium/viz/compose"

// Sizes in logical pixels, as the art direction gives them.
const (
	headHeight  = 48
	wideFrom    = 1320 // from here on the inspector is 360 wide
	drawerBelow = 1024 // below, the inspector is a drawer
	lowBelow    = 800  // of height
	paneLeast   = 400  // a narrower terminal breaks nearly every line
	termsLeast  = 64
	termsMost   = 0.4 // of the height

	// WidthLeast and HeightLeast are what the layout is made for at least.
	WidthLeast, HeightLeast = 720, 560
)

// frame is where the parts of the window stand.
type frame struct {
	head, stage, controls, narration, inspector, terminals rect

	margin float32
	wide   bool // the inspector is 360 wide
	low    bool // controls, narration and terminals are lower
	drawer bool // the inspector lies over the stage, if it is open
}

// frameFor divides a window. terms is the height of the terminals that was
// asked for, 0 for the usual one.
func frameFor(width, height, terms float32) frame {
	f := frame{margin: 24, wide: width >= wideFrom, low: height < lowBelow, drawer: width < drawerBelow}
	control, said, usual := float32(44), float32(76), float32(160)
	if f.low {
		control, said, usual = 40, 44, 120
	}
	if terms == 0 {
		terms = usual
	}
	terms = max(termsLeast, min(terms, termsMost*height))
	side := float32(320)
	if f.wide {
		side = 360
	}
	column := width - side
	if f.drawer {
		column = width
	}
	bottom := height - terms
	f.head = rect{0, 0, width, headHeight}
	f.terminals = rect{0, bottom, width, terms}
	f.inspector = rect{width - side, headHeight, side, max(0, bottom-headHeight)}
	f.narration = rect{0, bottom - said, column, said}
	f.controls = rect{0, bottom - said - control, column, control}
	f.stage = rect{0, headHeight, column, max(0, bottom-said-control-headHeight)}
	return f
}

// stageLayout chooses how a stage of a width is divided.
func stageLayout(width float32) compose.Layout {
	if width < 900 {
		return compose.Tall
	}
	return compose.Desk
}
