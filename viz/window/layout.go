package window

import "raftarium/viz/compose"

// Sizes in logical pixels, as the art direction gives them.
const (
	headHeight  = 48
	wideFrom    = 1320 // from here on the inspector is 360 wide
	drawerBelow = 1024 // below, the inspector is a drawer
	sheetBelow  = 768  // below, a lesson stands where the terminals do
	sheetOf     = 0.4  // of the height, the lesson then
	sheetLeast  = 240
	lowBelow    = 800 // of height
	paneLeast   = 400 // a narrower terminal breaks nearly every line
	termsLeast  = 64
	termsMost   = 0.4 // of the height

	// WidthLeast and HeightLeast are what the layout is made for at least.
	WidthLeast, HeightLeast = 600, 560
)

// frame is where the parts of the window stand.
type frame struct {
	head, stage, controls, narration, inspector, terminals rect
	lesson                                                 rect // empty if none is open

	margin float32
	wide   bool // the inspector is 360 wide
	low    bool // controls, narration and terminals are lower
	drawer bool // the inspector lies over the stage, if it is open
	sheet  bool // the lesson stands where the terminals do
}

// frameFor divides a window. terms is the height of the terminals that was
// asked for, 0 for the usual one.
func frameFor(width, height, terms float32) frame {
	f := frame{margin: 24, wide: width >= wideFrom, low: height < lowBelow || width < sheetBelow, drawer: width < drawerBelow}
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

// The widths of a lesson's text and of what stands right of the stage beside it.
var lessonColumns = []struct{ from, text, side float32 }{
	{wideFrom, 400, 480}, {1200, 360, 340}, {drawerBelow, 320, 300}, {sheetBelow, 320, 0},
}

// withLesson makes room for the lesson that is open: left of the stage, with the
// inspector over the terminals at its right; or left of the stage alone; or, in a
// narrow window, in the place of the terminals, unless one of them is typed in.
func (f frame) withLesson(width, height, terms float32, typing bool) frame {
	if width < sheetBelow {
		if f.sheet = true; typing {
			return f
		}
		high := max(sheetLeast, float32(int(sheetOf*height)))
		lift := high - f.terminals.h
		f.lesson = rect{0, height - high, width, high}
		f.terminals = rect{0, height, width, 0}
		f.narration.y -= lift
		f.controls.y -= lift
		f.stage.h -= lift
		f.inspector.h -= lift
		return f.cramped()
	}
	for _, c := range lessonColumns {
		if width < c.from {
			continue
		}
		f.lesson = rect{0, headHeight, c.text, height - headHeight}
		if c.side == 0 {
			f.lesson.h -= f.terminals.h
			for _, r := range []*rect{&f.stage, &f.controls, &f.narration} {
				r.x, r.w = c.text, width-c.text
			}
			return f
		}
		if terms == 0 {
			f.terminals.h = 200
		}
		bottom := height - f.terminals.h
		f.terminals.x, f.terminals.y, f.terminals.w = width-c.side, bottom, c.side
		f.inspector = rect{width - c.side, headHeight, c.side, bottom - headHeight}
		down := height - f.narration.bottom()
		for _, r := range []*rect{&f.stage, &f.controls, &f.narration} {
			r.x, r.w = c.text, width-c.text-c.side
		}
		f.narration.y += down
		f.controls.y += down
		f.stage.h += down
		return f
	}
	return f
}

// A stage over a lesson that is lower than stageLeast has no room for a ring. A lesson
// gives up its text down to lessonLeast for it, and can be scrolled.
const stageLeast, lessonLeast = 292, 196

// cramped makes room for a stage that is too low: the lesson says what happens, so that
// the narration goes, and then some of the lesson's text.
func (f frame) cramped() frame {
	lower := func(by float32) {
		f.stage.h += by
		f.inspector.h += by
		f.controls.y += by
	}
	if f.stage.h >= stageLeast {
		return f
	}
	lower(f.narration.h)
	f.narration = rect{0, f.lesson.y, f.narration.w, 0}
	if lack := min(stageLeast-f.stage.h, f.lesson.h-lessonLeast); lack > 0 {
		lower(lack)
		f.lesson.y += lack
		f.lesson.h -= lack
		f.narration.y += lack
	}
	return f
}

// A stage whose ring stands above the logs is narrower than deskFrom, and not lower
// than tallOf of its width: else both would be crowded.
const (
	deskFrom = 900
	tallOf   = 0.85
)

// stageLayout chooses how a stage of a size is divided.
func stageLayout(width, height float32) compose.Layout {
	if width < deskFrom && height >= tallOf*width {
		return compose.Tall
	}
	return compose.Desk
}
