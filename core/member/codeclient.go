package member

import (
	"raftarium/core/api"
	"raftarium/core/wire"
)

// Code walks over a request.
func (r *Request) Code(c *wire.Coder) {
	c.Uint64(&r.Conn)
	http := r.HTTP != nil
	c.Bool(&http)
	if !http {
		if api.CodeRequest(c, &r.API); r.API == nil {
			c.Fail("a request of an unknown kind")
			r.API = api.Health{}
		}
		c.Bool(&r.NeedsLeader)
		return
	}
	if c.Decoding() {
		r.HTTP = &api.HTTPRequest{}
	}
	r.HTTP.Code(c)
}

// Code walks over a reply.
func (r *Reply) Code(c *wire.Coder) {
	c.Uint64(&r.Conn)
	http := r.HTTP != nil
	c.Bool(&http)
	if !http {
		if api.CodeResponse(c, &r.API); r.API == nil {
			c.Fail("an answer of an unknown kind")
			r.API = api.NotYet{}
		}
		return
	}
	if c.Decoding() {
		r.HTTP = &api.HTTPResponse{}
	}
	r.HTTP.Code(c)
}
