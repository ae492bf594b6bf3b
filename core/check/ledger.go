package check

import "raftarium/core/sim"

// version is an entry that some log has had at an index: its term, and the hash
// of that log up to it.
type version struct {
	term, hash uint64
	next       uint32 // ref of another version at the same index, 0 if there is none
	node       sim.Node
}

// ref names a version at an index: 0 is the first that was seen there, any
// other number is a place in ledger.more, from 1.
type ref = uint32

// row is all that is known of an index.
type row struct {
	version
	committed ref    // plus 1; 0 while it is not committed
	applied   uint64 // what the first to apply it applied; 0 if nobody has
	applier   sim.Node
}

const (
	chunkBits = 7
	chunkRows = 1 << chunkBits
)

// identity tells two ledgers that share chunks apart. It is not empty, so that
// each has an address of its own.
type identity struct{ _ byte }

// chunk is a run of rows. Only the ledger that made it writes into it.
type chunk struct {
	owner *identity
	rows  [chunkRows]row
}

// ledger holds every entry that any log has had, once, but for those up to an
// index that were forgotten: see forget.go.
type ledger struct {
	self     *identity
	base     uint64 // what is up to here was forgotten; a multiple of chunkRows
	baseHash uint64 // of what is committed up to there
	chunks   []*chunk
	last     uint64
	more     []version // beside the first at their index; append-only
}

// row returns what is known of an index, from base+1 to last. It is to be looked
// at only.
func (l *ledger) row(i uint64) *row {
	i -= l.base + 1
	return &l.chunks[i>>chunkBits].rows[i&(chunkRows-1)]
}

// own is row, to be written to.
func (l *ledger) own(i uint64) *row {
	i -= l.base + 1
	at := &l.chunks[i>>chunkBits]
	if (*at).owner != l.self {
		c := **at
		c.owner = l.self
		*at = &c
	}
	return &(*at).rows[i&(chunkRows-1)]
}

// version returns the version at an index that a ref names.
func (l *ledger) version(i uint64, r ref) *version {
	if r == 0 {
		return &l.row(i).version
	}
	return &l.more[r-1]
}

// enter finds or makes the version at an index, at most one after the last. The
// rival is whose log had another entry of the same term there, or Nobody: it is
// told when the version is new.
func (l *ledger) enter(i, term, hash uint64, node sim.Node) (r ref, rival sim.Node) {
	if i > l.last {
		l.extend()
		l.own(i).version = version{term: term, hash: hash, node: node}
		return 0, sim.Nobody
	}
	first := l.row(i)
	for v := &first.version; ; {
		if v.term == term {
			if v.hash == hash {
				return r, sim.Nobody
			}
			rival = v.node
		}
		if v.next == 0 {
			break
		}
		r = v.next
		v = &l.more[r-1]
	}
	l.more = append(l.more, version{term: term, hash: hash, node: node, next: first.next})
	r = ref(len(l.more))
	l.own(i).next = r
	return r, rival
}

// extend adds an empty row.
func (l *ledger) extend() {
	if l.self == nil {
		l.self = new(identity)
	}
	if int((l.last-l.base)>>chunkBits) == len(l.chunks) {
		l.chunks = append(l.chunks, &chunk{owner: l.self})
	}
	l.last++
}

// clone returns two ledgers that go on from l independently; l itself is not to
// be used any more.
func (l *ledger) clone() (a, b ledger) {
	a, b = *l, *l
	a.self, b.self = new(identity), new(identity)
	b.chunks = append(make([]*chunk, 0, len(l.chunks)+1), l.chunks...)
	b.more = l.more[:len(l.more):len(l.more)]
	return a, b
}
