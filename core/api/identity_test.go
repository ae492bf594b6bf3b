package api

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheTutorialsClusterHasItsIDs(t *testing.T) {
	urls := []string{"http://127.0.0.1:2380", "http://127.0.0.1:2480", "http://127.0.0.1:2580"}
	want := []string{"264ae6bc59e99892", "dbafe5ad6b652eda", "f570ae41f524bdcb"}
	var ids []uint64
	for i, u := range urls {
		id := MemberID([]string{u}, "token-01", 0)
		require.Equal(t, want[i], FormatID(id))
		ids = append(ids, id)
	}
	require.Equal(t, "35b0815cfb915384", FormatID(ClusterID(ids)))
	require.Equal(t, ClusterID(ids), ClusterID([]uint64{ids[2], ids[0], ids[1]}), "the order in which members are named does not matter")
}

func TestOrderOfPeerURLsDoesNotMatterAndBirthDoes(t *testing.T) {
	a := MemberID([]string{"http://a:1", "http://b:1"}, "t", 0)
	require.Equal(t, a, MemberID([]string{"http://b:1", "http://a:1"}, "t", 0))
	require.NotEqual(t, a, MemberID([]string{"http://a:1", "http://b:1"}, "t", 1611158400))
}
