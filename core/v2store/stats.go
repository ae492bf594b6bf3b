package v2store

import "raftarium/core/api"

// Stats counts what was asked of a store, success and failure apart, in the
// order of api.V2StoreStats. They are part of its snapshot, as in etcd, and not
// of its Hash: each member counts the readings that it alone did.
type Stats = api.V2StoreStats

// The places of the counts of success; failures stand one higher.
const (
	gets              = 0
	sets              = 2
	deletes           = 4
	updates           = 6
	creates           = 8
	compareAndSwaps   = 10
	compareAndDeletes = 12
	expired           = 14
)

// startReads are what etcd's server reads of the store when it starts: its
// members, those that were removed, and the cluster's version.
var startReads = Stats{gets: 2, gets + 1: 3}

// count counts an operation as etcd does, which takes some refusals for success:
// those that its functions return past the variable that they count by. A
// creation in what is no directory is a failed set besides.
func (s *Store) count(what int, err error) {
	refused, _ := err.(api.V2Error)
	switch code := refused.Code; {
	case code == api.EcodeRootReadOnly && (what == deletes || what == updates || what == compareAndSwaps),
		code == api.EcodeNotFile && (what == updates || what == compareAndDeletes),
		code == api.EcodeTestFailed && what == compareAndDeletes:
	case code == api.EcodeNotDir && what == creates:
		s.stats[sets+1]++
		what++
	case err != nil:
		what++
	}
	s.stats[what]++
}

// Stats returns the counts. Watches that wait are counted at this moment.
func (s *Store) Stats() Stats {
	st := s.stats
	st[expired+1] = uint64(s.Watching())
	return st
}

// Read is Get, counted: what a client reads, and not who looks at the store.
func (s *Store) Read(p string, recursive bool, now int64) (*api.V2Event, error) {
	e, err := s.Get(p, recursive, now)
	s.count(gets, err)
	return e, err
}
