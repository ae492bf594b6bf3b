// Package member is one member of an etcd cluster: Raft, the v3 and the v2
// store on top of it, and the requests of clients on their way through.
//
// The contract. A Member is a value with a single owner. It is handed what
// happens to it (a message of another member, a timer, a finished write, a
// client's request) together with the time and a Host, and does what it does
// through the Host alone. What it stores survives Crash exactly as far as the
// host said that it was written.
//
//	m := member.New(config, arena)
//	m.Start(now, host)
//	m.Ask(now, client, member.Request{Conn: 1, API: api.Put{Key: key, Value: value}}, host)
//
// A write becomes a proposal with an ID of its own, is passed on to the leader
// by Raft, is applied by every member, and is answered by the one that was
// asked, as in etcd's server (etcdserver/v3_server.go, v2_server.go). A
// linearizable read waits for a read index (dissertation §6.4). A request that
// is not answered in RequestTimeout fails as etcd's does. Clients are heard,
// but not answered, until the member has published its name through the log.
//
// Bytes lie in an arena that all members of a world and all its clones share:
// an entry's payload is a mvcc.Value of that arena, and so is the value of a
// key, which is a part of its entry's payload.
package member
