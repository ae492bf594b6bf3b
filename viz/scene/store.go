package scene

// Store is the v3 store of one member: a row a key, a column a revision, and
// beside them the key index, the leases and who watches.
type Store struct {
	Heads []Row // every member; the one whose store it is, is selected

	// The grid. A column is Pitch wide; the first is of revision First, and Last
	// is the newest revision that has one. Columns beyond it are entries that are
	// not applied.
	Grid        Rect
	Pitch       float32
	First, Last int64
	RowPitch    float32
	FirstKey    string // of the uppermost row
	LastKey     string // of the lowest
	More        bool   // there are keys below it

	Columns     []Column
	Rows        []KeyRow
	Tree        []KeyRow // of v2: a row a key or a directory, below one another as they are in it
	TreeTimes   []Lease  // of those that expire, each a small ring without words
	TreeBox     Rect     // all of the tree; empty: there is none
	TreeMost    int      // rows that can stand above the first that is shown; 0: all are shown
	Generations []Generation
	Changes     []Change

	Hatched Rect // what is compacted away: hair hatch
	// Compacted is the x of the heavy line before the oldest revision that can be
	// read, and Now that of the playhead's, after the newest; 0: not in view.
	Compacted, Now float32
	LineBottom     float32 // to where both reach

	Nodes    []IndexNode
	Branches []Rule // between them
	Leases   []Lease
	Watchers []Watcher
}

func (s Store) emptied() Store {
	return Store{
		Heads: s.Heads[:0], Columns: s.Columns[:0], Rows: s.Rows[:0], Tree: s.Tree[:0], TreeTimes: s.TreeTimes[:0], Generations: s.Generations[:0], Changes: s.Changes[:0],
		Nodes: s.Nodes[:0], Branches: s.Branches[:0], Leases: s.Leases[:0], Watchers: s.Watchers[:0],
	}
}

// KeyRow is the head of a key's row: its name, in full for hit tests, and as it
// is written.
type KeyRow struct {
	Key      string
	Text     string
	Box      Rect
	TextX    float32 // the baseline follows from Box and Size
	Size     float32
	Quiet    bool // it does not exist at present: ink-3
	Selected bool // the row is accent-soft
}

// Generation is a stretch of a key's life: an ink-3 line from one change to the
// next. Gone is dashed hair: its changes are compacted away.
type Generation struct {
	X0, X1, Y float32
	Gone      bool
}

// ChangeKind is how a change of a key is drawn.
type ChangeKind uint8

// The kinds of changes.
const (
	ChangePut       ChangeKind = iota // solid, in the colour of its entry's term
	ChangeTombstone                   // hollow, with a cross
	ChangeGone                        // dashed: compacted away
	ChangePending                     // outlined, its text ink-3: in the log, not applied
	ChangePendingTombstone
)

// Change is one change of one key.
type Change struct {
	Key      string
	Rev, Sub int64
	Entry    uint64 // of the log
	Kind     ChangeKind
	Box      Rect
	Term     uint64
	Text     string // its value; empty where there is no room
	Size     float32
	Selected bool
}

// IndexNode is a node of the key index's B-tree: a box of its keys, or, where
// there are many nodes, a bar that is as full as the node.
type IndexNode struct {
	Box      Rect
	Keys     []IndexKey // empty for a bar
	First    string     // its first key
	Fill     float32    // of a bar, 0 to 1
	Selected bool       // the selected key is in it or below it
}

// IndexKey is a key in a node.
type IndexKey struct {
	Key      string
	Text     string
	Box      Rect
	Quiet    bool // deleted
	Selected bool
}

// Lease is a ring that drains to 12 o'clock.
type Lease struct {
	ID       int64
	X, Y, R  float32
	Left     float32 // 0 to 1; negative: nobody here knows
	Alarm    bool    // less than a quarter is left
	Seconds  string  // in the ring
	Size     float32
	TextX    float32
	Title    string // its ID
	Detail   string // "ttl 10 s · holds web/1"
	Selected bool
}

// Watcher is who watches, at its place in history.
type Watcher struct {
	Stream   uint64
	ID       int64 // within it
	Y        float32
	Left     float32 // the track, hair, from Left to Right
	Right    float32
	From, At float32 // the stretch that it has heard of; it stands at At
	Behind   bool    // hollow: there is something that it has not heard
	Text     string
	TextX    float32
	Align    Align
	Selected bool
}
