package api

import "strconv"

// GRPC is what both ends of one HTTP/2 connection remember of the header fields
// that went over it, so that the next calls name them by a number. The zero
// value is a connection over which nothing went. It counts the bytes of gRPC's
// calls as grpc-go 1.26, which etcd 3.4 is built with, sends them:
//
//   - frames of HTTP/2 have 9 bytes before their payload (RFC 9113, 4.1), and a
//     gRPC message has 5 of its own before it;
//   - header fields are HPACK's (RFC 7541), each spelled out, without Huffman's
//     code, when it is sent first, and one byte from then on;
//   - messages are as AppendProto makes them.
//
// What HTTP/2 sends to keep windows open and to measure the round trip is not
// counted: it depends on when the ends read.
type GRPC struct {
	paths   uint32 // methods that were called, by their place in methods
	common  bool   // what all calls have in common
	timeout bool
	head    bool // the head of an answer
	trailer bool
}

// The sizes of what is sent, in bytes.
const (
	frameHead   = 9
	messageHead = frameHead + 5
	named       = 1 // a header field that both ends know
	preface     = 24
	settings    = frameHead
	setting     = 6
)

// methods are the paths of etcd's calls, in no particular order.
var methods = [...]string{
	"", "/etcdserverpb.KV/Range", "/etcdserverpb.KV/Put", "/etcdserverpb.KV/DeleteRange", "/etcdserverpb.KV/Txn", "/etcdserverpb.KV/Compact",
	"/etcdserverpb.Watch/Watch", "/etcdserverpb.Lease/LeaseGrant", "/etcdserverpb.Lease/LeaseRevoke", "/etcdserverpb.Lease/LeaseKeepAlive",
	"/etcdserverpb.Lease/LeaseTimeToLive", "/etcdserverpb.Lease/LeaseLeases", "/etcdserverpb.Cluster/MemberAdd",
	"/etcdserverpb.Cluster/MemberRemove", "/etcdserverpb.Cluster/MemberUpdate", "/etcdserverpb.Cluster/MemberList",
	"/etcdserverpb.Cluster/MemberPromote", "/etcdserverpb.Maintenance/Status", "/etcdserverpb.Maintenance/MoveLeader",
	"/etcdserverpb.Maintenance/Alarm", "/etcdserverpb.Maintenance/Defragment", "/etcdserverpb.Maintenance/HashKV",
}

// method is a request's place in methods; 0 for what v3 does not know.
func method(r Request) int {
	switch r.(type) {
	case Range:
		return 1
	case Put:
		return 2
	case DeleteRange:
		return 3
	case Txn:
		return 4
	case Compaction:
		return 5
	case Watch:
		return 6
	case LeaseGrant:
		return 7
	case LeaseRevoke:
		return 8
	case LeaseKeepAlive:
		return 9
	case LeaseTimeToLive:
		return 10
	case LeaseLeases:
		return 11
	case MemberAdd:
		return 12
	case MemberRemove:
		return 13
	case MemberUpdate:
		return 14
	case MemberList:
		return 15
	case MemberPromote:
		return 16
	case Status:
		return 17
	case MoveLeader:
		return 18
	case Alarm:
		return 19
	case Defragment:
		return 20
	case HashKV:
		return 21
	}
	return 0
}

// literal is a header field that is spelled out: its name, unless HPACK's own
// table has it, and its value, each after its length.
func literal(name, value string) int {
	n := 1 + 1 + len(value)
	if name != "" {
		n += 1 + len(name)
	}
	return n
}

// once is what a header field takes that may have been sent before.
func once(sent *bool, spelled int) int {
	if *sent {
		return named
	}
	*sent = true
	return spelled
}

// Opened is what both ends send when the connection is made, before any call.
func (c *GRPC) Opened() (sent, received int) {
	return preface + settings + settings, settings + setting + settings // each settings, and that it has the other's
}

// Called is what a call sends. Again means that the stream is open already, and
// is sent another message; deadline that the client says how long it waits.
func (c *GRPC) Called(r Request, authority string, again, deadline bool) (sent int) {
	if !again {
		sent = frameHead + named + named // POST, http
		m := method(r)
		known := c.paths&(1<<m) != 0
		sent += once(&known, literal("", methods[m]))
		c.paths |= 1 << m
		fields := literal("", authority) + literal("", "application/grpc") + literal("", "grpc-go/1.26.0") + literal("te", "trailers")
		if c.common {
			fields = 4 * named
		}
		c.common = true
		sent += fields
		if deadline { // never the same twice
			name := "grpc-timeout"
			if c.timeout {
				name = ""
			}
			c.timeout = true
			sent += literal(name, "4999999u")
		}
	}
	return sent + messageHead + protoBytesOf(r)
}

// Answered is what an answer, or another message of one, takes. First means the
// stream's first, last that the stream ends with it.
func (c *GRPC) Answered(r Response, first, last bool) (received int) {
	failure, failed := r.(Error)
	if first {
		received = frameHead + named + once(&c.head, literal("", "application/grpc"))
	}
	if !failed {
		received += messageHead + protoBytesOf(r)
	}
	switch {
	case failed:
		if !first {
			received += frameHead
		} // else the head is the trailer too
		received += literal("grpc-status", strconv.Itoa(int(failure.Code))) + literal("grpc-message", failure.Text)
	case last:
		fields := literal("grpc-status", "0") + literal("grpc-message", "")
		if c.trailer {
			fields = 2 * named
		}
		c.trailer = true
		received += frameHead + fields
	}
	return received
}

// protoBytesOf is how long a message is.
func protoBytesOf(message any) int { return len(AppendProto(nil, message)) }

// Code walks what is remembered.
func (c *GRPC) Code(w Coder) {
	flags := c.packed()
	w.Uint64(&flags)
	*c = GRPC{paths: uint32(flags >> 4), common: flags&1 != 0, timeout: flags&2 != 0, head: flags&4 != 0, trailer: flags&8 != 0}
	c.paths &= 1<<len(methods) - 1
}

func (c *GRPC) packed() uint64 {
	flags := uint64(c.paths) << 4
	for i, set := range [...]bool{c.common, c.timeout, c.head, c.trailer} {
		if set {
			flags |= 1 << i
		}
	}
	return flags
}
