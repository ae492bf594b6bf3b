package scene

// Scene is all that one frame of the stage shows. Layers are drawn in the
// order of the fields, from below.
type Scene struct {
	Width, Height float32
	// Zoom is by how much everything is enlarged when it is drawn. Zero counts as 1.
	Zoom float32

	// Mark scales strokes and marks of the ring: 1 on a desk, 1.5 in presenter
	// mode, 0.85 on a phone. Zero counts as 1.
	Mark float32

	Rules    []Rule
	Ring     Ring
	Chords   []Chord
	Cuts     []Cut
	Messages []Message
	Members  []Member
	Quiet    Quiet
	Journey  Journey
	Logs     Logs
	Space    SpaceTime
	Store    Store
	Disk     Disk
	Legend   []LegendItem
	Scrubber Scrubber
	Labels   []Label
	Banner   Banner
}

// Reset empties the scene and keeps its slices' memory.
func (s *Scene) Reset() {
	*s = Scene{
		Rules: s.Rules[:0], Chords: s.Chords[:0], Cuts: s.Cuts[:0],
		Messages: s.Messages[:0], Members: s.Members[:0],
		Journey:  Journey{Steps: s.Journey.Steps[:0]},
		Logs:     s.Logs.emptied(),
		Space:    s.Space.emptied(),
		Store:    s.Store.emptied(),
		Disk:     s.Disk.emptied(),
		Legend:   s.Legend[:0],
		Scrubber: s.Scrubber.emptied(),
		Labels:   s.Labels[:0],
	}
}

// Enlarged is by how much the scene is enlarged, at least 1.
func (s *Scene) Enlarged() float32 { return max(s.Zoom, 1) }

// Point is a place on the stage.
type Point struct{ X, Y float32 }

// Rect is an upright rectangle.
type Rect struct{ X, Y, W, H float32 }

// Tone is a colour by its role in the theme.
type Tone uint8

const (
	Ink    Tone = iota // text, outlines, marks
	Ink2               // second text
	Ink3               // labels, units, times
	Line               // borders of controls
	Hair               // rules, grid; never the only carrier of a meaning
	Paper              // the stage; text on ink
	Accent             // selected, playhead, causes
	Danger             // lost, stale leader, no quorum, violation
	Raised             // inspector, menus
	Sunken             // terminals, snapshots
	DangerInk
	DangerSoft
	AccentSoft
)

// Family is a type family of the theme.
type Family uint8

const (
	UI Family = iota
	Mono
	Serif
)

// Align tells which point of a text its X is.
type Align uint8

const (
	Start Align = iota
	Middle
	End
)

// Label is a text by itself.
type Label struct {
	Text   string
	X, Y   float32 // Y is the baseline
	Size   float32 // pixels; at least 12
	Family Family
	Bold   bool
	Tone   Tone
	Align  Align
	Halo   bool // a 5 px rim of paper, where the text crosses lines
}

// Rule is an upright or level hairline that parts two regions; it is set on
// device pixels when drawn.
type Rule struct {
	From, To Point
	Tone     Tone
	Width    float32 // 0 counts as 1
}

// Quiet is the line at the upper left that tells who is in touch. Alarm turns
// its lines bold danger: there is no quorum.
type Quiet struct {
	X, Y   float32 // baseline of the title; the detail is 18 px below
	Title  string  // "4 of 5 in touch"
	Detail string  // "quorum is 3"
	More   string  // 18 px below that, while the cluster changes
	Size   float32 // 0 counts as 13
	Alarm  bool
}

// BannerKind is what a banner is about, which sets its colours.
type BannerKind uint8

const (
	NoBanner  BannerKind = iota
	Violation            // danger, solid
	NoQuorum             // soft danger
	Modified             // soft danger: a rule is off
	SplitVote            // ink on raised
)

// Banner is the one message that cannot be overlooked.
type Banner struct {
	Kind   BannerKind
	Box    Rect
	Title  string
	Detail string
	More   int    // how many others there are
	Others string // "2 more"; empty if this is the only one
}
