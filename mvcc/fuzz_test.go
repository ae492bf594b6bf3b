package mvcc_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/wire"
	"raftarium/mvcc"
)

func TestDecodingRejectsWhatIsNoStore(t *testing.T) {
	// A record is: how far back, then main and sub revision, entry, whether it is a
	// delete; then, if it is the first of its key, key, create and version;
	// then lease and value. Signed numbers are zigzag, -1 is 1 and 1 is 2.
	first := []byte{0, 2, 0, 0, 0, 1, 'k', 4, 1, 0, 0}
	store := func(parts ...[]byte) []byte { return slices.Concat(parts...) }
	for name, c := range map[string]struct {
		bytes []byte
		ok    bool
	}{
		"empty store":               {store([]byte{2, 1, 0, 0}), true},
		"one put":                   {store([]byte{4, 1, 0, 1}, first), true},
		"a put and its delete":      {store([]byte{6, 1, 0, 2}, first, []byte{1, 1, 0, 0, 1}), true},
		"revision 0":                {store([]byte{0, 1, 0, 0}), false},
		"revision without a change": {store([]byte{4, 1, 0, 0}), false},
		"compacted in the future":   {store([]byte{2, 4, 0, 0}), false},
		"a change above revision":   {store([]byte{2, 1, 0, 1}, first), false},
		"a key's first put, twice":  {store([]byte{6, 1, 0, 2}, first, []byte{0, 1, 0, 0, 0, 1, 'k', 6, 1, 0, 0}), false},
		"back before the beginning": {store([]byte{6, 1, 0, 2}, first, []byte{2, 1, 0, 0, 1}), false},
		"no time has passed":        {store([]byte{6, 1, 0, 2}, first, []byte{1, 0, 0, 0, 1}), false},
		"time runs backwards":       {store([]byte{6, 1, 0, 2}, first, []byte{1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 0, 0, 1}), false},
		"a delete of nothing":       {store([]byte{4, 1, 0, 1}, []byte{0, 2, 0, 0, 1, 1, 'k'}), false},
		"version 0":                 {store([]byte{4, 1, 0, 1}, []byte{0, 2, 0, 0, 0, 1, 'k', 4, 0, 0, 0}), false},
		"cut short":                 {store([]byte{4, 1, 0, 1}, first[:8]), false},
		"nothing":                   {nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			coder := wire.NewDecoder(c.bytes)
			s := newStore()
			put(s, "was", "here before")
			s.Code(coder)
			require.NoError(t, s.Check())
			if c.ok {
				require.NoError(t, coder.Err())
				require.Equal(t, c.bytes, encode(s))
				return
			}
			require.Error(t, coder.Err())
			require.LessOrEqual(t, s.Records(), 1)
		})
	}
}

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
	s.Attribute(9, 2)
	put(s, "c", "5")
	s.Attribute(12, 3)
	put(s, "a", "6")
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
