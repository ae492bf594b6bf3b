package scene

// Scrubber is the whole of time: term bands, marks of what happened, branches
// and the playhead.
type Scrubber struct {
	Bands    []Band
	Marks    []Mark
	Ticks    []Tick
	Branches []Branch
	More     MoreBranches
	Breaks   []Break
	AxisY    float32 // the hairline under the bands; 0: none
	Left     float32
	Right    float32
	Playhead Playhead
}

func (s Scrubber) emptied() Scrubber {
	return Scrubber{
		Bands: s.Bands[:0], Marks: s.Marks[:0], Ticks: s.Ticks[:0], Branches: s.Branches[:0], Breaks: s.Breaks[:0],
	}
}

// BandKind is what a stretch of time was.
type BandKind uint8

const (
	TermBand     BandKind = iota // a leader led: solid in the term's colour
	NoLeader                     // line hatch
	StaleBand                    // a second leader: a thin band below, with a riser at its left
	NoQuorumBand                 // no majority was in touch: a thin one below, hatched in danger
)

// Band is a stretch of time under one leader, or none.
type Band struct {
	Kind BandKind
	Box  Rect
	Term uint64
	// Leader is who led, the builder's reference, as Member.ID; of a thin band, if
	// Twice, beside another of the same term.
	Leader int
	Twice  bool

	// Text is "term 1 · etcd-01", Short "term 1", Least "1": the longest that fits
	// into the box is written, or none.
	Text, Short, Least string

	// Name stands beside a thin band, in danger, with the baseline NameAt.Y.
	Name      string
	NameAt    Point
	NameAlign Align

	Size float32 // 0: 12
}

// MarkKind is what happened at a moment of the scrubber.
type MarkKind uint8

const (
	MarkElection   MarkKind = iota // ◆
	MarkCrash                      // ×
	MarkRestart                    // ○
	MarkWrite                      // |
	MarkCut                        // //
	MarkHeal                       // ) (
	MarkCompaction                 // →
	MarkExpiry                     // a ring
	MarkViolation                  // ▲ in danger
	MarkPause                      // two bars
	MarkMembership                 // a hollow square
	MarkTransfer                   // ◇
	MarkSplit                      // ◆ in two halves
)

// Mark is one event above the bands, or on them with a rim of paper. Y is its
// centre.
type Mark struct {
	Kind MarkKind
	X, Y float32
	Rim  bool
}

// Tick is a time on the axis; without a text it is a short line alone.
type Tick struct {
	X     float32
	Text  string
	Align Align
}

// Break is where time has nothing to do with what was before: another cluster
// took the old one's place. It is a heavy ink line through the bands.
type Break struct {
	X, Top, Bottom float32
	Text           string // at TextX, with the baseline TextY
	TextX, TextY   float32
	Align          Align
}

// Branch is a line that leaves time at From and hangs below, with a hollow
// end at To. Where there is no room for it, Text is empty.
type Branch struct {
	ID      int // the builder's reference, for hit tests
	From    Point
	To      Point
	Text    string
	TextX   float32 // its start
	Hovered bool
}

// MoreBranches is a small button: how many branches have no room to hang. Without a
// text there is none.
type MoreBranches struct {
	Box  Rect
	Text string // "+2"
}

// Playhead is the moment that is shown: an accent line with a flag. A zero
// Bottom means that there is none.
type Playhead struct {
	X           float32
	Top, Bottom float32 // Top is the flag's
}
