package scene

// Logs is the aligned table of all members' logs: a column is an index.
type Logs struct {
	Columns []Column
	Rows    []Row
	Cells   []Cell
	Folds   []Fold
	Bars    []Bar
	Markers []Marker

	// Header is the leader's commit rule over the columns: ink from Left to
	// Committed, hair from there to Right.
	Header      bool
	HeaderY     float32 // centre of the 2 px line
	Left, Right float32
	Committed   float32
}

func (l Logs) emptied() Logs {
	return Logs{
		Columns: l.Columns[:0], Rows: l.Rows[:0], Cells: l.Cells[:0],
		Folds: l.Folds[:0], Bars: l.Bars[:0], Markers: l.Markers[:0],
	}
}

// Column is one index over the table.
type Column struct {
	Text     string
	X, Y     float32 // centre, baseline
	W        float32 // of the cell below: the length of the 4 px mark
	Size     float32 // 0: 13
	Known    bool    // committed or in some log; else ink-3, regular
	Followed bool    // the entry that is followed: accent, with a mark
}

// Row is the head of one member's log.
type Row struct {
	Member   int     // the builder's reference, as Member.ID
	X, Y     float32 // centre of the small shape
	R        float32 // 0: 10
	Shape    Shape
	Letter   string
	Term     uint64
	Crashed  bool
	Learner  bool
	Hollow   bool
	Name     string
	NameX    float32 // start; the baseline follows from Y and NameSize
	NameSize float32 // 0: 14
	Bold     bool    // the leader
	Selected bool
	Violates bool // danger outline
}

// CellState is how far an entry has come at its member.
type CellState uint8

const (
	None        CellState = iota // no entry yet: a 3 px hair dot
	Uncommitted                  // outlined, paper inside
	NotDurable                   // hatched, comes before every other fill
	Committed                    // solid
	Applied                      // solid with a tick
)

// Cell is one entry of one log.
type Cell struct {
	Member int
	Index  uint64
	X, Y   float32 // upper left corner, stroke included
	W, H   float32
	State  CellState
	Term   uint64
	Text   string // the term, as written
	Key    string // the key, shortened; empty below 48×36

	// Fill is the outline filling from left to right after the commit, Tick
	// the tick being drawn after the apply. Zero or 1: complete.
	Fill, Tick float32

	// Overwritten strikes the cell through, in danger; its State is the old
	// entry's.
	Overwritten bool

	Selected bool // accent outline 2 px outside
	Violates bool
}

// Fold is a block that stands for many entries: "1 – 212", "set-up", or what
// is in a snapshot (with an arrow point).
type Fold struct {
	Member   int
	X, Y     float32
	W, H     float32
	Text     string
	Size     float32 // 0: 13
	Snapshot bool    // sunken, arrow point, ink outline; else sunken, hair outline

	Detail string // below Text, where there is room

	// Gone is the part of the block, from its left, whose entries the log has no
	// more, because a snapshot stands for them: hatched. 0 to 1.
	Gone float32
	// Parts, if it is not 0, says in how many parts the snapshot comes, and
	// Arrived how many are there: a track of them along the block's lower edge.
	Parts, Arrived int
	Selected       bool
}

// Marker is what the leader knows of a member's log: matchIndex as an ink
// dot, nextIndex as a hollow arrow, a thin line between.
type Marker struct {
	Y           float32
	Match, Next float32 // x of the two marks
	Size        float32 // 1 on a desk, 0.75 on a phone, 1.5 in presenter mode; 0: 1
}

// Bar is a whole log as one bar, from 26 members on.
type Bar struct {
	Member      int
	X, Y, W, H  float32 // W is the track
	Committed   float32 // length of the solid part
	Uncommitted float32 // length of the outlined part after it
	Term        uint64  // of the newest entry
	Name        string
	NameX       float32 // end of the name
	Bold        bool
	Selected    bool
}
