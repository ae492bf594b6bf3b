package v2store

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/api"
	"raftarium/core/wire"
)

func drawOp(t *rapid.T) api.V2Op {
	name := rapid.SampledFrom([]string{"/1", "/1/a", "/1/a/b", "/1/a/b/c", "/1/a.b", "/1/_h", "/1/_h/x", "/1/d", "/1/d/e", "/0/version"})
	val := rapid.SampledFrom([]string{"", "x", "y"})
	op := api.V2Op{
		Method: rapid.SampledFrom([]api.V2Method{api.V2Put, api.V2Put, api.V2Put, api.V2Post, api.V2Delete, api.V2QGet, api.V2Sync}).Draw(t, "method"),
		Path:   name.Draw(t, "path"), Value: val.Draw(t, "value"),
		Dir: rapid.Bool().Draw(t, "dir"), Recursive: rapid.Bool().Draw(t, "recursive"),
	}
	if rapid.Bool().Draw(t, "has ttl") {
		op.Expiration = t0 + rapid.Int64Range(0, 9).Draw(t, "ttl")*sec
		op.Refresh = rapid.Bool().Draw(t, "refresh")
	}
	if rapid.IntRange(0, 3).Draw(t, "condition") == 0 {
		op.PrevExist = rapid.Ptr(rapid.Bool(), true).Draw(t, "exist")
		op.PrevValue = val.Draw(t, "prev")
		op.PrevIndex = rapid.Uint64Range(0, 20).Draw(t, "prev index")
	}
	op.Time = t0 + rapid.Int64Range(0, 9).Draw(t, "now")*sec
	return op
}

func TestAnyOperationsKeepTheInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, twin := New(), New()
		for i, op := range rapid.SliceOfN(rapid.Custom(drawOp), 0, 60).Draw(t, "ops") {
			before := s.Index()
			events, err := s.Apply(&op, op.Time)
			_, twinErr := twin.Apply(&op, op.Time)
			require.Equal(t, err, twinErr)
			require.NoError(t, s.Check(), "after operation %d", i)
			if err != nil || op.Method == api.V2QGet {
				require.Equal(t, before, s.Index(), "what changes nothing takes no index")
			} else {
				require.Equal(t, before+uint64(len(events)), s.Index())
			}
			require.Equal(t, s.Hash(), twin.Hash())
			require.Equal(t, s.Print(), twin.Print())
			require.Equal(t, s.Print(), prints(s), "nothing is left of what was replaced")
		}
	})
}

// prints is Print, made at once.
func prints(s *Store) uint64 {
	var sum uint64
	s.tree.Ascend(func(n *node) bool {
		sum += n.print()
		return true
	})
	return fold(s.index, sum)
}

func TestEachPartOfANodeIsInItsPrint(t *testing.T) {
	seen := map[uint64]node{}
	for _, n := range []node{{}, {path: "/a"}, {path: "/b"}, {value: "/a"}, {path: "/a", value: "b"}, {path: "/ab"}, {dir: true},
		{created: 1}, {modified: 1}, {expires: 1}, {value: "12345678"}, {value: "12345678\x00"}} {
		require.NotContains(t, seen, n.print())
		seen[n.print()] = n
	}
}

func TestClonesDoNotSeeEachOthersChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ops := rapid.SliceOfN(rapid.Custom(drawOp), 2, 60).Draw(t, "ops")
		cut := rapid.IntRange(0, len(ops)).Draw(t, "cut")
		s, plain := New(), New()
		for _, op := range ops[:cut] {
			_, _ = s.Apply(&op, t0)
			_, _ = plain.Apply(&op, t0)
		}
		c := s.Clone()
		second := c.Clone()
		for _, op := range ops[cut:] {
			_, _ = s.Apply(&op, t0)
		}
		require.Equal(t, plain.Hash(), c.Hash())
		for _, op := range ops[cut:] {
			_, _ = second.Apply(&op, t0)
		}
		require.Equal(t, plain.Hash(), c.Hash())
		require.Equal(t, s.Hash(), second.Hash())
		require.NoError(t, c.Check())
		require.NoError(t, second.Check())
	})
}

func TestStoreDecodesToWhatWasEncoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := New()
		for _, op := range rapid.SliceOfN(rapid.Custom(drawOp), 0, 60).Draw(t, "ops") {
			_, _ = s.Apply(&op, t0)
		}
		w := wire.NewEncoder(nil)
		s.Code(w)
		var back Store
		r := wire.NewDecoder(w.Encoded())
		back.Code(r)
		require.NoError(t, r.Err())
		require.Zero(t, r.Rest())
		require.Equal(t, s.Hash(), back.Hash())
		require.Equal(t, s.Print(), back.Print())
		require.NoError(t, back.Check())
		again := wire.NewEncoder(nil)
		back.Code(again)
		require.Equal(t, w.Encoded(), again.Encoded())
		cut := rapid.IntRange(0, len(w.Encoded())).Draw(t, "cut")
		require.NotPanics(t, func() {
			var broken Store
			broken.Code(wire.NewDecoder(w.Encoded()[:cut:cut]))
			_ = broken.Check()
			_, _ = broken.Scan("/1", true, 0)
			_, _ = broken.Set("/1/a", false, "", TTL{}, t0)
		})
	})
}

func BenchmarkSet(b *testing.B) {
	s := New()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		_, _ = s.Set(fmt.Sprintf("/1/dir%d/key%d", i%10, i%1000), false, "value", TTL{}, t0)
	}
}

func BenchmarkCloneAndSet(b *testing.B) {
	s := New()
	for i := range 10_000 {
		_, _ = s.Set(fmt.Sprintf("/1/dir%d/key%d", i%10, i), false, "value", TTL{}, t0)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s = s.Clone()
		_, _ = s.Set("/1/dir3/key33", false, "value", TTL{}, t0)
	}
}

func BenchmarkClone(b *testing.B) {
	s := New()
	for i := range 10_000 {
		_, _ = s.Set(fmt.Sprintf("/1/dir%d/key%d", i%10, i), false, "value", TTL{}, t0)
	}
	b.ReportAllocs()
	for b.Loop() {
		s = s.Clone()
	}
}
