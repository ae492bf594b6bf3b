package mvcc

import (
	"fmt"
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestRangesAreFoundByTheKeysInThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tree *rangeNode
		var all []*watcher
		letter := rapid.StringMatching("[a-h]{1,2}")
		for i := range rapid.IntRange(0, 60).Draw(t, "ranges") {
			x := &watcher{stream: uint64(i % 3), WatchRequest: WatchRequest{ID: int64(i), Key: letter.Draw(t, "key"), End: letter.Draw(t, "end")}}
			if rapid.IntRange(0, 9).Draw(t, "open") == 0 {
				x.End = FromKey
			}
			if x.End != FromKey && x.End <= x.Key {
				continue
			}
			all = append(all, x)
			tree = tree.insert(x)
			if rapid.IntRange(0, 3).Draw(t, "remove") == 0 {
				gone := rapid.IntRange(0, len(all)-1).Draw(t, "which")
				old := tree
				tree = tree.remove(all[gone])
				require.Equal(t, ids(all, ""), ids(list(old), ""), "clones keep what is removed")
				all = append(all[:gone], all[gone+1:]...)
			}
		}
		for _, key := range []string{"a", "b", "cc", "d", "ff", "h", "hh", "z"} {
			var found []*watcher
			tree.holding(key, func(x *watcher) bool { found = append(found, x); return true })
			require.Equal(t, ids(all, key), ids(found, ""))
		}
	})
}

func list(n *rangeNode) []*watcher {
	if n == nil {
		return nil
	}
	return append(append(list(n.left), n.watcher), list(n.right)...)
}

// ids are the IDs of those that hold a key, or of all.
func ids(all []*watcher, key string) (out map[int64]bool) {
	out = map[int64]bool{}
	for _, x := range all {
		if key == "" || inSpan(key, x.Key, x.End) {
			out[x.ID] = true
		}
	}
	return out
}

func TestTreapOfRangesIsShallow(t *testing.T) {
	var tree *rangeNode
	const n = 10_000
	for i := range n {
		key := fmt.Sprintf("/prefix/%05d/", i)
		tree = tree.insert(&watcher{stream: 1, WatchRequest: WatchRequest{ID: int64(i), Key: key, End: PrefixEnd(key)}})
	}
	var depth func(*rangeNode) int
	depth = func(n *rangeNode) int {
		if n == nil {
			return 0
		}
		return 1 + max(depth(n.left), depth(n.right))
	}
	require.Less(t, depth(tree), 4*bits.Len(n))
}
