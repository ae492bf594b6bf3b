package mvcc

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// history fills places 1 to 7, of which the compaction drops the superseded.
func history(t *testing.T) *Store {
	s := New(NewArena())
	v := s.arena.AddString("v")
	s.Put("a", v, 0)       // 1, at 2: superseded
	s.Put("a", v, 0)       // 2, at 3
	s.Put("b", v, 0)       // 3, at 4: superseded
	s.DeleteRange("b", "") // 4, at 5: the compacted revision
	s.Put("b", v, 0)       // 5, at 6
	tx := s.Begin()
	tx.Put("b", v, 0)       // 6, at 7
	tx.DeleteRange("a", "") // 7, at 7
	tx.Commit()
	require.NoError(t, s.Compact(5))
	require.NoError(t, s.Check())
	require.Equal(t, 5, s.Records())
	return s
}

func TestCheckFindsWhatIsBroken(t *testing.T) {
	at := func(s *Store, i int) *record { return &s.records.tail[i] }
	for name, c := range map[string]struct {
		damage func(s *Store)
		says   string
	}{
		"revision":             {func(s *Store) { s.rev = 9 }, "the last change is at 7"},
		"compacted":            {func(s *Store) { s.compacted = 8 }, "compacted revision 8"},
		"count":                {func(s *Store) { s.records.count++ }, "counted as 6"},
		"live keys":            {func(s *Store) { s.live++ }, "counted as 2"},
		"a change is missing":  {func(s *Store) { at(s, 6).sub = 1; at(s, 7).sub = 2 }, "should be 7/0"},
		"a revision is gone":   {func(s *Store) { at(s, 5).main, at(s, 5).create = 7, 7; at(s, 6).sub = 1 }, "should be 6/0"},
		"order":                {func(s *Store) { at(s, 5).main = 4 }, "does not follow 5/0"},
		"before all time":      {func(s *Store) { at(s, 2).main = 1 }, "before the first possible change"},
		"previous record":      {func(s *Store) { at(s, 6).prev = 4 }, "previous record of \"b\" is 5, not 4"},
		"no previous record":   {func(s *Store) { at(s, 2).prev = 7 }, "previous record of \"a\" is 0"},
		"depth":                {func(s *Store) { at(s, 6).depth = 9 }, "depth 9 follows depth 3"},
		"jump":                 {func(s *Store) { at(s, 6).jump = 2 }, "jumps to 2"},
		"version":              {func(s *Store) { at(s, 6).version = 3 }, "version 3 created at 6 follows version 1"},
		"generation":           {func(s *Store) { at(s, 5).version = 2 }, "a new generation starts with version 2"},
		"create":               {func(s *Store) { at(s, 2).create = 5 }, "created at 5"},
		"tombstone's contents": {func(s *Store) { at(s, 7).lease = 1 }, "a tombstone has contents"},
		"deleted twice": {func(s *Store) {
			*at(s, 5) = record{key: at(s, 5).key, main: 6, prev: 4, jump: at(s, 5).jump, depth: at(s, 5).depth}
		}, "deleted again"},
		"old tombstone":     {func(s *Store) { *at(s, 2) = record{key: at(s, 2).key, main: 3, prev: 1, depth: 2} }, "a tombstone survived"},
		"superseded record": {func(s *Store) { s.records.tailKept |= 1 << 1; s.records.count++ }, "superseded record 1 survived"},
		"index head":        {func(s *Store) { s.index.ReplaceOrInsert(item{prefixOf("a"), "a", 2}) }, "leads \"a\" to record 2, its newest is 7"},
		"index prefix":      {func(s *Store) { s.index.Delete(itemOf("a")); s.index.ReplaceOrInsert(item{1, "a", 7}) }, "wrong prefix for \"a\""},
		"a key twice":       {func(s *Store) { s.index.ReplaceOrInsert(item{prefixOf("a") + 1, "a", 7}) }, "wrong prefix"},
		"index lacks a key": {func(s *Store) { s.index.Delete(itemOf("a")) }, "the index has 1 keys, the records 2"},
	} {
		t.Run(name, func(t *testing.T) {
			s := history(t)
			c.damage(s)
			require.ErrorContains(t, s.Check(), c.says)
		})
	}
}
