package mvcc_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/wire"
	"raftarium/mvcc"
)

// Whatever the bytes, decoding leaves a valid store: the one that was written,
// or an empty one and an error.
func FuzzCode(f *testing.F) {
	s := newStore()
	f.Add(encode(s))
	put(s, "a", "1")
	put(s, "abcdefghi", "2")
	put(s, "a", "3")
	f.Add(encode(s))
	s.DeleteRange("a", mvcc.FromKey)
	put(s, "a", "4")
	f.Add(encode(s))
	_ = s.Compact(5)
	f.Add(encode(s))
	_ = s.Compact(6)
	put(s, "b", "")
	f.Add(encode(s))
	f.Fuzz(func(t *testing.T, data []byte) {
		c := wire.NewDecoder(data)
		s := newStore()
		s.Code(c)
		require.NoError(t, s.Check())
		if c.Err() != nil {
			return
		}
		require.Equal(t, data[:len(data)-c.Rest()], recode(t, s, data[:len(data)-c.Rest()]))
		_, err := s.Range("", mvcc.FromKey, mvcc.RangeOptions{Rev: max(s.Compacted(), 0)})
		require.NoError(t, err)
		put(s, "a", "after")
		require.NoError(t, s.Check())
	})
}

// recode encodes s. Numbers may be written in more bytes than needed, which
// decoding accepts: then only the contents are compared.
func recode(t *testing.T, s *mvcc.Store, data []byte) []byte {
	out := encode(s)
	if len(out) == len(data) {
		return out
	}
	back := newStore()
	back.Code(wire.NewDecoder(out))
	require.Equal(t, s.Hash(), back.Hash())
	return data
}
