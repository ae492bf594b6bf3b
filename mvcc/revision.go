package mvcc

import (
	"cmp"
	"strconv"
)

// Revision names one change: Main is the transaction's revision (the first is
// 2), Sub counts the changes within it from 0. etcd: mvcc/revision.go.
type Revision struct {
	Main, Sub int64
}

// Compare orders revisions in time: negative if r is before o, 0 if equal,
// positive if after.
func (r Revision) Compare(o Revision) int {
	if c := cmp.Compare(r.Main, o.Main); c != 0 {
		return c
	}
	return cmp.Compare(r.Sub, o.Sub)
}

// String renders "main/sub", as etcd's tools write it.
func (r Revision) String() string {
	return strconv.FormatInt(r.Main, 10) + "/" + strconv.FormatInt(r.Sub, 10)
}
