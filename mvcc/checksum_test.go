package mvcc_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/mvcc"
)

// The sums are what etcdctl endpoint hashkv printed of an etcd 3.4.23 that was
// told the same; core/v2store/oracle compares random histories with a live one.
func TestChecksumIsEtcds(t *testing.T) {
	s := newStore()
	sum := func(rev int64) uint32 {
		got, err := s.Checksum(rev)
		require.NoError(t, err)
		return got
	}
	for _, kv := range []string{"a1", "a2", "a3", "bx", "cy"} {
		put(s, kv[:1], kv[1:])
	}
	s.DeleteRange("c", "")
	put(s, "a", "z")
	require.EqualValues(t, 688224774, sum(0))
	require.NoError(t, s.Compact(5))
	require.EqualValues(t, 3494856754, sum(0))
	require.EqualValues(t, 1055409458, sum(6))
	require.EqualValues(t, 1344343281, sum(7))
	put(s, "a", "zz")
	require.EqualValues(t, 3607621838, sum(0))
	put(s, "d", "1")
	require.NoError(t, s.Compact(9))
	require.EqualValues(t, 155805871, sum(0))

	_, err := s.Checksum(9)
	require.ErrorIs(t, err, mvcc.ErrCompacted)
	_, err = s.Checksum(11)
	require.ErrorIs(t, err, mvcc.ErrFutureRev)
}
