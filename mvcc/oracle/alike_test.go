package oracle

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.etcd.io/etcd/pkg/v3/traceutil"
	etcdlease "go.etcd.io/etcd/server/v3/lease"
	etcd "go.etcd.io/etcd/server/v3/storage/mvcc"

	"raftarium/mvcc"
)

// What is measured must do the same: random changes and compactions of both
// stores, after which every range, at every revision, has the same answer.
func TestStoresAnswerAlike(t *testing.T) {
	theirs := newTheirStore(t)
	ours := mvcc.New(mvcc.NewArena())
	rng := rand.New(rand.NewPCG(1, 2))
	key := func() string { return fmt.Sprint("key", rng.IntN(12)) }
	end := func(from string) string {
		switch rng.IntN(4) {
		case 0:
			return mvcc.FromKey
		case 1:
			return max(key(), from+"\x01")
		default:
			return ""
		}
	}
	for step := range 20_000 {
		switch k := key(); rng.IntN(20) {
		case 0, 1, 2:
			e := end(k)
			_, gone := ours.DeleteRange(k, e)
			n, rev := theirs.DeleteRange([]byte(k), theirEnd(e))
			require.Equal(t, int(n), len(gone), "step %d", step)
			require.Equal(t, rev, ours.Revision(), "step %d", step)
		case 3:
			rev := ours.Compacted() + rng.Int64N(ours.Revision()-ours.Compacted()+3)
			done, err := theirs.Compact(traceutil.TODO(), rev)
			require.Equal(t, told(err), told(ours.Compact(rev)), "step %d: compaction at %d", step, rev)
			if err == nil {
				<-done
			}
		default:
			v := fmt.Sprint("value", step)
			rev, _, _ := ours.Put(k, ours.Arena().AddString(v), 0)
			require.Equal(t, theirs.Put([]byte(k), []byte(v), etcdlease.NoLease), rev.Main, "step %d", step)
		}
		from := key()
		e, rev, limit := end(from), ours.Compacted()-1+rng.Int64N(ours.Revision()-ours.Compacted()+3), rng.Int64N(4)
		require.Equal(t, theirRange(theirs, from, e, rev, limit), ourRange(ours, from, e, rev, limit), "step %d: %q to %q at %d, %d of them", step, from, e, rev, limit)
	}
}

// theirEnd returns the end of a range as etcd's store takes it: nil is one key,
// empty all from the first on.
func theirEnd(end string) []byte {
	switch end {
	case "":
		return nil
	case mvcc.FromKey:
		return []byte{}
	}
	return []byte(end)
}

// told returns an error in words that both use.
func told(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, etcd.ErrCompacted), errors.Is(err, mvcc.ErrCompacted):
		return "compacted"
	case errors.Is(err, etcd.ErrFutureRev), errors.Is(err, mvcc.ErrFutureRev):
		return "future"
	}
	return err.Error()
}

func theirRange(s etcd.KV, key, end string, rev, limit int64) string {
	r, err := s.Range(context.Background(), []byte(key), theirEnd(end), etcd.RangeOptions{Rev: rev, Limit: limit, WithTotalCount: true})
	if err != nil {
		return told(err)
	}
	var b strings.Builder
	fmt.Fprint(&b, r.Count)
	for _, kv := range r.KVs {
		fmt.Fprintf(&b, " %s=%s %d %d %d", kv.Key, kv.Value, kv.CreateRevision, kv.ModRevision, kv.Version)
	}
	return b.String()
}

func ourRange(s *mvcc.Store, key, end string, rev, limit int64) string {
	r, err := s.Range(key, end, mvcc.RangeOptions{Rev: rev, Limit: limit})
	if err != nil {
		return told(err)
	}
	var b strings.Builder
	fmt.Fprint(&b, r.Count)
	for _, kv := range r.KVs {
		fmt.Fprintf(&b, " %s=%s %d %d %d", kv.Key, s.Arena().Text(kv.Value), kv.Create, kv.Mod, kv.Version)
	}
	return b.String()
}
