package v2store

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestATreeIsWalkedFromADirectoryToWhatIsInIt(t *testing.T) {
	s := New()
	for _, path := range []string{"/1/b", "/1/a/y/deep", "/1/a/x", "/1/_secret/in", "/1/a-b"} {
		_, err := s.Set(path, false, "v", TTL{}, 0)
		require.NoError(t, err)
	}
	var seen []string
	walk := func(dir string, most int) []string {
		seen = nil
		s.Walk(dir, func(n Node) bool {
			kind := ""
			if n.Dir {
				kind = "/"
			}
			if n.Hidden {
				kind += " hidden"
			}
			seen = append(seen, fmt.Sprintf("%d %s%s", n.Depth, n.Path, kind))
			return len(seen) < most
		})
		return seen
	}
	all := []string{"1 /1/_secret/ hidden", "2 /1/_secret/in hidden", "1 /1/a/", "2 /1/a/x", "2 /1/a/y/", "3 /1/a/y/deep", "1 /1/a-b", "1 /1/b"}
	require.Equal(t, all, walk("/1", 100))
	for most := 1; most <= len(all); most++ {
		require.Equal(t, all[:most], walk("/1", most), "as far as it is wanted")
	}
	require.Equal(t, []string{"1 /1/a/y/deep"}, walk("/1/a/y", 100))
	require.Empty(t, walk("/1/b", 100), "a key has nothing below it")
	require.Empty(t, walk("/1/nowhere", 100))
	require.Equal(t, "1 /0/", walk("/", 1)[0], "the root has both halves")

	n, ok := s.Find("/1/a/x")
	require.True(t, ok)
	require.Equal(t, Node{Path: "/1/a/x", Value: "v", Created: 3, Modified: 3}, n)
	_, ok = s.Find("/1/gone")
	require.False(t, ok)
}
