package scene

// Shape is a member's outline; it tells the role.
type Shape uint8

const (
	Circle  Shape = iota // follower and, smaller and hollow, learner
	Square               // leader, with a crown
	Diamond              // candidate and, hollow, pre-candidate
	Dot                  // a member among 26 or more
)

// Detail is how much of a member its size leaves room for.
type Detail uint8

const (
	Full    Detail = iota // letter and term, arc, up to 9 members
	Small                 // letter alone, 10 to 25 members
	Minimal               // a dot, 26 to 101 members
)

// Member is one server on the ring.
type Member struct {
	ID         int // the builder's own reference, for hit tests; not drawn
	X, Y, R    float32
	Shape      Shape
	Detail     Detail
	Letter     string  // F, P, C, L or N
	LetterSize float32 // 0: 0.66 R
	Term       uint64
	TermText   string
	TermSize   float32 // 0: 0.4 R, at least 12

	// Arc is what is left of the election timer, 0 to 1; negative: no arc.
	Arc      float32
	ArcWidth float32 // 0: 4

	Learner  bool // hollow, 0.8 R, outline in the term's colour
	Hollow   bool // hollow, outline in the term's colour: a pre-candidate
	Crashed  bool // dashed and hollow with a cross; no letter, no term
	Paused   bool // an ink disc with two bars at the upper right
	Stale    bool // a leader that a newer term has replaced
	Selected bool
	Violates bool

	// Name is written outside. NoteText stands below it: "stale leader" in
	// danger if Alarm, or "2 votes, 3 needed".
	Name      string
	NameAt    Point // baseline, aligned by NameAlign
	NameAlign Align
	NameSize  float32 // 0: 14
	NameBold  bool
	NameTone  Tone
	Note      string
	NoteAt    Point
	NoteSize  float32 // 0: 12
	NoteAlarm bool

	// Votes has a dot per member under a candidate, true for each vote.
	Votes   []bool
	VotesAt Point // centre of the row of dots

	Clients []ClientChip

	// Fade is the change of role or term that is under way.
	Fade Fade
}

// Fade crosses a member over from what it was. Active is false when nothing
// is in transition.
type Fade struct {
	Active    bool
	FromShape Shape
	FromTerm  uint64
	Progress  float32
}

// ClientChip is the ink square with a terminal's letter, at the member that
// the terminal talks to.
type ClientChip struct {
	Letter string
	X, Y   float32 // centre
	Size   float32 // 0: 18
}

// Chord is a line between two members on which something is on its way, or
// along which a leader sends.
type Chord struct {
	From, To Point
	Dashed   bool // of a cut link: 1 px, 2–4
	Slashes  bool // a single cut link: two slashes across the middle
	OneWay   bool // cut in one direction: a bar before To
	Arrow    bool // leadership is handed over: ink, with a point at To
	Flash    bool // at 26 and more members, the leader's heartbeat: hair, solid
}

// Cut is the dashed ink arc between a member that is cut off and the others.
// Its centre is the member's.
type Cut struct {
	X, Y, R  float32
	From, To float32 // radians clockwise from 12 o'clock, From < To
	Text     string  // "cut"
	TextAt   Point
	TextSize float32 // 0: 13
}
