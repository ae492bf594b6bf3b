package api

// AppendProto appends a request or an answer of v3 in the encoding of protocol
// buffers, as etcd's clients and members send it in one gRPC message, with the
// field numbers of etcdserverpb (api/etcdserverpb/rpc.proto). A stream's first
// message is meant where a request has several. What has no message in
// protocol buffers (v2's requests, errors) appends nothing.
func AppendProto(b []byte, message any) []byte {
	p := proto{b}
	p.of(message)
	return p.b
}

// proto writes the fields of a message. Those that are zero are left out.
type proto struct{ b []byte }

// The wire types of protocol buffers.
const (
	protoVarint = 0
	protoBytes  = 2
)

func (p *proto) varint(v uint64) {
	for ; v >= 0x80; v >>= 7 {
		p.b = append(p.b, byte(v)|0x80)
	}
	p.b = append(p.b, byte(v))
}

func (p *proto) tag(field, kind uint64) { p.varint(field<<3 | kind) }

func (p *proto) uint(field, v uint64) {
	if v != 0 {
		p.tag(field, protoVarint)
		p.varint(v)
	}
}

func (p *proto) int(field uint64, v int64) { p.uint(field, uint64(v)) }

func (p *proto) bool(field uint64, v bool) {
	if v {
		p.uint(field, 1)
	}
}

func (p *proto) bytes(field uint64, v []byte) {
	if len(v) > 0 {
		p.tag(field, protoBytes)
		p.varint(uint64(len(v)))
		p.b = append(p.b, v...)
	}
}

func (p *proto) string(field uint64, v string) { p.bytes(field, []byte(v)) }

func (p *proto) strings(field uint64, list []string) {
	for _, v := range list {
		p.tag(field, protoBytes)
		p.varint(uint64(len(v)))
		p.b = append(p.b, v...)
	}
}

// message writes a message within the message, be it empty.
func (p *proto) message(field uint64, fields func()) {
	p.tag(field, protoBytes)
	at := len(p.b)
	fields()
	length := len(p.b) - at
	p.varint(uint64(length)) // now behind it: it goes before
	tail := len(p.b) - at - length
	var head [10]byte
	copy(head[:], p.b[at+length:])
	copy(p.b[at+tail:], p.b[at:at+length])
	copy(p.b[at:], head[:tail])
}

// of writes the fields of a request, an answer, or a part of one.
func (p *proto) of(message any) {
	switch m := message.(type) {
	case Request:
		p.request(m)
	case Response:
		p.response(m)
	}
}
