package api

// Code walks a request on its way to a member.
func (r *HTTPRequest) Code(c Coder) {
	c.String(&r.Method)
	c.String(&r.Target)
	c.String(&r.Host)
	codeHeader(c, &r.Header)
	c.Bytes(&r.Body)
}

// Code walks an answer on its way to a client.
func (r *HTTPResponse) Code(c Coder) {
	status := uint64(r.Status)
	c.Uint64(&status)
	r.Status = int(status)
	codeHeader(c, &r.Header)
	c.Bytes(&r.Body)
	codeHeader(c, &r.Trailer)
	c.Bool(&r.Stream)
}

func codeHeader(c Coder, list *[]Header) {
	codeList(c, list, func(h *Header) {
		c.String(&h.Name)
		c.String(&h.Value)
	})
}
