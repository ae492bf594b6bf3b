package lease_test

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/wire"
	"raftarium/mvcc"
	"raftarium/mvcc/lease"
)

const second = lease.Second

func newStore() *mvcc.Store { return mvcc.New(mvcc.NewArena()) }

func TestGrant(t *testing.T) {
	for name, c := range map[string]struct {
		id, ttl int64
		want    int64
		err     string
	}{
		"as asked":               {7, 10, 10, ""},
		"the least":              {7, 2, 2, ""},
		"below the least":        {7, 1, 2, ""},
		"nothing":                {7, 0, 2, ""},
		"less than nothing":      {7, -5, 2, ""},
		"the most":               {7, 9_000_000_000, 9_000_000_000, ""},
		"more than the most":     {7, 9_000_000_001, 0, "too large lease TTL"},
		"a negative ID":          {-7, 10, 10, ""},
		"no ID":                  {0, 10, 0, "lease not found"},
		"an ID that there is":    {1, 10, 0, "lease already exists"},
		"the same, and too long": {1, math.MaxInt64, 0, "too large lease TTL"},
	} {
		t.Run(name, func(t *testing.T) {
			l := lease.New(2)
			_, err := l.Grant(0, 1, 5)
			require.NoError(t, err)
			got, err := l.Grant(0, c.id, c.ttl)
			if c.err != "" {
				require.EqualError(t, err, c.err)
				require.Equal(t, 1, l.Len())
				return
			}
			require.NoError(t, err)
			require.Equal(t, lease.Lease{ID: c.id, TTL: c.want, Expiry: lease.Forever}, got)
		})
	}
}

// Remaining time is what runs on the primary alone.
func TestOnlyThePrimaryKnowsWhatExpires(t *testing.T) {
	l := lease.New(2)
	l.Grant(0, 1, 10)
	require.Empty(t, l.Expired(1000*second, 10))
	_, due := l.NextExpiry(0)
	require.False(t, due)
	_, _, err := l.Renew(0, 1)
	require.Equal(t, lease.ErrNotPrimary, err)

	l.Promote(5*second, second)
	g, _ := l.Lookup(1)
	require.Equal(t, int64(11), g.Remaining(5*second), "the whole TTL anew, and some more")
	require.Empty(t, l.Expired(16*second-1, 10))
	require.Equal(t, []int64{1}, l.Expired(16*second, 10))

	l.Demote()
	require.Empty(t, l.Expired(1000*second, 10))
	g, _ = l.Lookup(1)
	require.Equal(t, lease.Forever, g.Expiry)
}

func TestRenew(t *testing.T) {
	l := lease.New(2)
	l.Promote(0, 0)
	l.Grant(0, 1, 10)
	g, forget, err := l.Renew(9*second, 1)
	require.NoError(t, err)
	require.False(t, forget)
	require.Equal(t, int64(10), g.Remaining(9*second))
	require.Empty(t, l.Expired(18*second, 10))
	_, _, err = l.Renew(19*second, 1)
	require.Equal(t, lease.ErrExpired, err, "its revocation is on the way")
	_, _, err = l.Renew(0, 2)
	require.Equal(t, lease.ErrNotFound, err)
}

func TestExpiredAreInOrderAndBounded(t *testing.T) {
	l := lease.New(1)
	l.Promote(0, 0)
	for id, ttl := range map[int64]int64{1: 5, 2: 3, 3: 3, 4: 9} {
		l.Grant(0, id, ttl)
	}
	next, _ := l.NextExpiry(0)
	require.Equal(t, 3*second, next)
	next, _ = l.NextExpiry(3 * second)
	require.Equal(t, 5*second, next, "what has run out is known")
	require.Equal(t, []int64{2, 3, 1}, l.Expired(5*second, 10))
	require.Equal(t, []int64{2, 3}, l.Expired(5*second, 2))
	var order []int64
	for _, g := range l.InOrderOfExpiry() {
		order = append(order, g.ID)
	}
	require.Equal(t, []int64{2, 3, 1, 4}, order)
}

func TestRevokeDeletesTheKeysInOrderInOneRevision(t *testing.T) {
	s, l := newStore(), lease.New(2)
	l.Grant(0, 1, 10)
	l.Grant(0, 2, 10)
	for key, id := range map[string]int64{"c": 1, "a": 1, "b": 2, "d": 0} {
		s.Put(key, 0, id)
	}
	s.Put("moved", 0, 1)
	s.Put("moved", 0, 2)
	s.Put("detached", 0, 1)
	s.Put("detached", 0, 0)
	s.Put("deleted", 0, 1)
	s.DeleteRange("deleted", "")
	before := s.Revision()
	require.NoError(t, l.Revoke(s, 1))
	require.Equal(t, before+1, s.Revision())
	var gone []string
	require.NoError(t, s.Events(mvcc.Revision{Main: before + 1}, func(e mvcc.Event) bool {
		gone = append(gone, fmt.Sprint(e.KV.ModRev, e.KV.Key, e.Delete))
		return true
	}))
	require.Equal(t, []string{fmt.Sprintf("%d/0atrue", before+1), fmt.Sprintf("%d/1ctrue", before+1)}, gone)
	require.Equal(t, lease.ErrNotFound, l.Revoke(s, 1))
	require.False(t, l.Has(1))

	l.Grant(0, 3, 10)
	require.NoError(t, l.Revoke(s, 3))
	require.Equal(t, before+1, s.Revision(), "without keys no revision is taken")
	require.NoError(t, s.Check())
}

// A checkpoint keeps a long lease from living anew with every change of leader.
func TestCheckpoints(t *testing.T) {
	const minute = 60 * second
	l := lease.New(2)
	l.Promote(0, 0)
	l.Grant(0, 1, 3600)
	l.Grant(0, 2, 100)
	next, ok := l.NextCheckpoint(5 * minute)
	require.True(t, ok)
	require.Equal(t, 5*minute, next)
	require.Empty(t, l.Checkpoints(5*minute-1, 5*minute))
	require.Equal(t, []lease.Checkpoint{{ID: 1, Left: 3300}}, l.Checkpoints(5*minute, 5*minute))

	other := l.Clone()
	other.Demote()
	for _, c := range []*lease.Lessor{l, other} {
		require.NoError(t, c.Checkpoint(1, 3300))
	}
	require.Empty(t, l.Checkpoints(6*minute, 5*minute), "not again so soon")
	next, _ = l.NextCheckpoint(5 * minute)
	require.Equal(t, 10*minute, next)
	_, ok = other.NextCheckpoint(5 * minute)
	require.False(t, ok, "only the primary makes them")
	other.Promote(6*minute, second)
	g, _ := other.Lookup(1)
	require.Equal(t, int64(3301), g.Remaining(6*minute), "more than the 3240 s that are left, less than the TTL")

	g, forget, err := other.Renew(7*minute, 1)
	require.NoError(t, err)
	require.True(t, forget, "the others must learn that the checkpoint holds no more")
	require.Equal(t, int64(3600), g.Remaining(7*minute))
	require.Equal(t, lease.ErrNotFound, l.Checkpoint(9, 1))
}

// Thousands of leases that would run out together are spread, and none is
// shortened.
func TestPromotionSpreadsWhatWouldExpireTogether(t *testing.T) {
	l := lease.New(2)
	for id := range int64(3000) {
		l.Grant(0, id+1, 10)
	}
	l.Promote(0, second)
	inSecond := map[lease.Time]int{}
	l.All(func(g lease.Lease) bool {
		require.GreaterOrEqual(t, g.Expiry, 11*second)
		inSecond[g.Expiry/second]++
		return true
	})
	require.Greater(t, len(inSecond), 2)
	require.Len(t, l.Expired(100*second, 5000), 3000)
	for _, n := range inSecond {
		require.LessOrEqual(t, n, lease.RevokesPerSecond)
	}
}

// naive is a lessor as its specification has it.
type naive struct {
	leases  map[int64]lease.Lease
	primary bool
}

func (n *naive) tell() string {
	var out []string
	for _, id := range slices.Sorted(maps.Keys(n.leases)) {
		out = append(out, fmt.Sprint(n.leases[id]))
	}
	return fmt.Sprint(n.primary, strings.Join(out, " "))
}

func tell(l *lease.Lessor) string {
	n := naive{map[int64]lease.Lease{}, l.Primary()}
	l.All(func(g lease.Lease) bool { n.leases[g.ID] = g; return true })
	return n.tell()
}

func (n *naive) set(g lease.Lease, now, extend lease.Time) {
	span := g.TTL
	if g.Left > 0 {
		span = g.Left
	}
	g.Expiry = lease.Forever
	if n.primary {
		g.Expiry = now + lease.Time(span)*second + extend
	}
	n.leases[g.ID] = g
}

func (n *naive) expired(now lease.Time) (ids []int64) {
	if !n.primary {
		return nil
	}
	for id, g := range n.leases {
		if g.Expiry <= now {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b int64) int {
		return cmp.Or(cmp.Compare(n.leases[a].Expiry, n.leases[b].Expiry), cmp.Compare(a, b))
	})
	return ids
}

func recode(t require.TestingT, l *lease.Lessor) *lease.Lessor {
	enc := wire.NewEncoder(nil)
	l.Code(enc)
	l.CodeClock(enc)
	dec := wire.NewDecoder(enc.Encoded())
	back := lease.New(2)
	back.Code(dec)
	back.CodeClock(dec)
	require.NoError(t, dec.Err())
	require.Zero(t, dec.Rest())
	return back
}

func TestLessorIsItsModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, n, now := lease.New(2), &naive{map[int64]lease.Lease{}, false}, lease.Time(0)
		s := newStore()
		id := rapid.Int64Range(1, 6)
		t.Repeat(map[string]func(*rapid.T){
			"time": func(t *rapid.T) { now += lease.Time(rapid.Int64Range(0, 5_000).Draw(t, "ms")) * second / 1000 },
			"grant": func(t *rapid.T) {
				id, ttl := id.Draw(t, "id"), rapid.Int64Range(0, 10).Draw(t, "ttl")
				_, had := n.leases[id]
				_, err := l.Grant(now, id, ttl)
				require.Equal(t, had, err != nil)
				if !had {
					n.set(lease.Lease{ID: id, TTL: max(ttl, 2)}, now, 0)
				}
			},
			"renew": func(t *rapid.T) {
				id := id.Draw(t, "id")
				g, had := n.leases[id]
				_, forget, err := l.Renew(now, id)
				switch {
				case !n.primary:
					require.Equal(t, lease.ErrNotPrimary, err)
				case !had:
					require.Equal(t, lease.ErrNotFound, err)
				case g.Expiry <= now:
					require.Equal(t, lease.ErrExpired, err)
				default:
					require.Equal(t, g.Left > 0, forget)
					g.Left = 0
					n.set(g, now, 0)
				}
			},
			"revoke": func(t *rapid.T) {
				id := id.Draw(t, "id")
				_, had := n.leases[id]
				require.Equal(t, had, l.Revoke(s, id) == nil)
				delete(n.leases, id)
			},
			"checkpoint": func(t *rapid.T) {
				id, left := id.Draw(t, "id"), rapid.Int64Range(-1, 12).Draw(t, "left")
				g, had := n.leases[id]
				require.Equal(t, had, l.Checkpoint(id, left) == nil)
				if had {
					g.Left = min(max(left, 0), g.TTL)
					n.leases[id] = g
				}
			},
			"promote": func(t *rapid.T) {
				before := maps.Clone(n.leases)
				was := n.primary
				l.Promote(now, second)
				n.primary = true
				for _, g := range before {
					n.set(g, now, second)
					if was && g.Left == 0 {
						require.GreaterOrEqual(t, n.leases[g.ID].Expiry, g.Expiry, "never shortened")
					}
				}
			},
			"demote": func(t *rapid.T) {
				l.Demote()
				n.primary = false
				for _, g := range n.leases {
					n.set(g, now, 0)
				}
			},
			"code": func(t *rapid.T) { l = recode(t, l) },
			"clone": func(t *rapid.T) {
				old := l
				l = l.Clone()
				old.Grant(now, 99, 5)
				old.Revoke(s, 1)
				old.Demote()
			},
			"": func(t *rapid.T) {
				require.Equal(t, n.tell(), tell(l))
				require.Equal(t, n.expired(now), l.Expired(now, 100))
			},
		})
	})
}

func TestSnapshotCarriesLeasesWithoutTheirExpiry(t *testing.T) {
	l := lease.New(2)
	l.Promote(0, 0)
	l.Grant(0, 1, 10)
	l.Grant(0, -3, 10)
	require.NoError(t, l.Checkpoint(1, 4))
	enc := wire.NewEncoder(nil)
	l.Code(enc)
	back := lease.New(2)
	back.Code(wire.NewDecoder(enc.Encoded()))
	l.Demote()
	require.Equal(t, tell(l), tell(back))
}

func TestDecodingRejectsWhatIsNoLessor(t *testing.T) {
	for name, bytes := range map[string][]byte{
		"ID 0":              {1, 0, 20, 0},
		"no TTL":            {1, 2, 0, 0},
		"more left than it": {1, 2, 4, 6},
		"out of order":      {2, 4, 4, 0, 2, 4, 0},
		"twice the same":    {2, 4, 4, 0, 4, 4, 0},
		"cut short":         {1, 2},
		"nothing":           nil,
	} {
		t.Run(name, func(t *testing.T) {
			dec := wire.NewDecoder(bytes)
			l := lease.New(2)
			l.Code(dec)
			require.Error(t, dec.Err())
			require.Zero(t, l.Len())
		})
	}
}

func FuzzCode(f *testing.F) {
	l := lease.New(2)
	l.Promote(0, 0)
	l.Grant(0, 1, 10)
	l.Grant(0, 2, 20)
	enc := wire.NewEncoder(nil)
	l.Code(enc)
	l.CodeClock(enc)
	f.Add(enc.Encoded())
	f.Fuzz(func(t *testing.T, data []byte) {
		dec := wire.NewDecoder(data)
		l := lease.New(2)
		l.Code(dec)
		l.CodeClock(dec)
		if dec.Err() == nil {
			require.Equal(t, tell(l), tell(recode(t, l)))
		}
		l.Promote(0, second)
		require.LessOrEqual(t, len(l.Expired(100*second, 10)), l.Len())
	})
}
