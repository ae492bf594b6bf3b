package lease

import (
	"errors"
	"math"
	"sort"

	"github.com/google/btree"

	"raftarium/mvcc"
)

// Time is a moment, or a span, in nanoseconds.
type Time int64

// Second is one second.
const Second = Time(1_000_000_000)

// Forever is when leases run out on a member that is not the primary.
const Forever = Time(math.MaxInt64)

// MaxTTL is the longest TTL of a lease, in seconds (etcd: lease.MaxLeaseTTL).
const MaxTTL = 9_000_000_000

// The faults. The texts are etcd's, without the prefix that its server adds.
var (
	// ErrNotPrimary: only the primary renews leases.
	ErrNotPrimary = errors.New("not a primary lessor")
	// ErrNotFound: there is no lease with this ID.
	ErrNotFound = errors.New("lease not found")
	// ErrExists: a lease with this ID was granted already.
	ErrExists = errors.New("lease already exists")
	// ErrTTLTooLarge: the TTL is above MaxTTL.
	ErrTTLTooLarge = errors.New("too large lease TTL")
)

// Lease is a promise that keys stay for TTL seconds after it was last renewed.
type Lease struct {
	ID  int64
	TTL int64 // as granted, in seconds
	// Left is what a checkpoint says was left of it, in seconds; 0 if none has
	// since it was renewed.
	Left   int64
	Expiry Time // Forever where only the primary knows
}

// span is how long the lease lives from when it is taken over.
func (l *Lease) span() Time {
	if l.Left > 0 {
		return Time(l.Left) * Second
	}
	return Time(l.TTL) * Second
}

// Remaining is how long the lease lives from now on, in whole seconds as etcd
// tells them; below 0 if it has expired and awaits its revocation.
func (l *Lease) Remaining(now Time) int64 {
	if l.Expiry == Forever {
		return math.MaxInt64 / int64(Second)
	}
	return int64((l.Expiry - now) / Second)
}

// Lessor holds the leases of one member. Make one with New.
type Lessor struct {
	minTTL  int64
	primary bool
	// Leases are replaced, never changed: the trees, which clones share, hold them by
	// reference.
	byID   *btree.BTreeG[*Lease]
	byTime *btree.BTreeG[*Lease] // on the primary only: those that run out first come first
	probe  Lease                 // what the trees are asked for, so that asking allocates nothing
}

const degree = 16

// New returns a lessor without leases that is not the primary. A TTL below
// minTTL seconds is raised to it: etcd takes one and a half times the election
// timeout, rounded up.
func New(minTTL int64) *Lessor {
	l := &Lessor{minTTL: minTTL}
	l.reset()
	return l
}

func (l *Lessor) reset() {
	l.primary = false
	l.byID = btree.NewG(degree, func(a, b *Lease) bool { return a.ID < b.ID })
	l.byTime = newByTime()
}

func newByTime() *btree.BTreeG[*Lease] { return btree.NewG(degree, runsOutBefore) }

func runsOutBefore(a, b *Lease) bool {
	return a.Expiry < b.Expiry || a.Expiry == b.Expiry && a.ID < b.ID
}

// Clone returns a lessor that goes on from here independently.
func (l *Lessor) Clone() *Lessor {
	c := *l
	c.byID, c.byTime = l.byID.Clone(), l.byTime.Clone()
	return &c
}

// Grant adds a lease of ttl seconds and returns it as granted. The ID 0 is none
// and gives ErrNotFound, as in etcd.
func (l *Lessor) Grant(now Time, id, ttl int64) (Lease, error) {
	switch {
	case id == 0:
		return Lease{}, ErrNotFound
	case ttl > MaxTTL:
		return Lease{}, ErrTTLTooLarge
	case l.Has(id):
		return Lease{}, ErrExists
	}
	g := Lease{ID: id, TTL: max(ttl, l.minTTL), Expiry: Forever}
	l.set(g, now)
	g, _ = l.Lookup(id)
	return g, nil
}

// set stores a lease that lives from now on for its span.
func (l *Lessor) set(g Lease, now Time) {
	g.Expiry = Forever
	if l.primary {
		g.Expiry = later(now, g.span())
	}
	l.put(&g)
}

// put stores a lease in place of the one that has its ID.
func (l *Lessor) put(g *Lease) {
	old, had := l.byID.ReplaceOrInsert(g)
	if !l.primary {
		return
	}
	if had {
		l.byTime.Delete(old)
	}
	l.byTime.ReplaceOrInsert(g)
}

// later adds a span to a moment without running over.
func later(now, span Time) Time {
	if span > Forever-1-now {
		return Forever - 1
	}
	return now + span
}

// Has reports whether there is a lease.
func (l *Lessor) Has(id int64) bool { return l.byID.Has(l.probing(id)) }

func (l *Lessor) probing(id int64) *Lease {
	l.probe.ID = id
	return &l.probe
}

// Lookup returns a lease.
func (l *Lessor) Lookup(id int64) (Lease, bool) {
	g, ok := l.byID.Get(l.probing(id))
	if !ok {
		return Lease{}, false
	}
	return *g, true
}

// Len is the number of leases.
func (l *Lessor) Len() int { return l.byID.Len() }

// All calls fn with every lease in order of ID, until fn returns false.
func (l *Lessor) All(fn func(Lease) bool) { l.byID.Ascend(func(g *Lease) bool { return fn(*g) }) }

// Revoke removes a lease and deletes its keys from the store, in order, at one
// main revision; without keys no revision is taken. It returns ErrNotFound for
// a lease that is not there.
func (l *Lessor) Revoke(s *mvcc.Store, id int64) error {
	g, ok := l.byID.Delete(l.probing(id))
	if !ok {
		return ErrNotFound
	}
	l.byTime.Delete(g)
	var keys []string
	s.Leased(id, func(key string) bool {
		keys = append(keys, key)
		return true
	})
	tx := s.Begin()
	for _, key := range keys {
		tx.DeleteRange(key, "")
	}
	tx.Commit()
	return nil
}

// Renew lets a lease live its whole TTL from now on, and returns it. Where it
// had a checkpoint (forget), the others should be told that this holds no more:
// Checkpoint with 0. A lease that has expired cannot be renewed: its revocation
// is on the way, and the caller has to wait for that or for another primary.
func (l *Lessor) Renew(now Time, id int64) (g Lease, forget bool, err error) {
	if !l.primary {
		return Lease{}, false, ErrNotPrimary
	}
	g, ok := l.Lookup(id)
	switch {
	case !ok:
		return Lease{}, false, ErrNotFound
	case g.Expiry <= now:
		return g, false, ErrExpired
	}
	forget = g.Left > 0
	g.Left = 0
	l.set(g, now)
	g, _ = l.Lookup(id)
	return g, forget, nil
}

// ErrExpired: the lease has run out, and is not revoked yet.
var ErrExpired = errors.New("lease expired")

// Checkpoint notes how many seconds are left of a lease, for whoever becomes
// the primary; 0 takes the note away.
func (l *Lessor) Checkpoint(id, left int64) error {
	g, ok := l.Lookup(id)
	if !ok {
		return ErrNotFound
	}
	g.Left = min(max(left, 0), g.TTL)
	l.put(&g)
	return nil
}

// sortByExpiry puts leases into the order in which they run out.
func sortByExpiry(all []Lease) {
	sort.Slice(all, func(i, j int) bool { return runsOutBefore(&all[i], &all[j]) })
}
