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
		codeRequest(c, &r.API)
		return
	}
	if c.Decoding() {
		r.HTTP = &api.HTTPRequest{}
	}
	c.String(&r.HTTP.Method)
	c.String(&r.HTTP.Target)
	c.String(&r.HTTP.Host)
	codeHeaders(c, &r.HTTP.Header)
	c.Bytes(&r.HTTP.Body)
}

// Code walks over a reply.
func (r *Reply) Code(c *wire.Coder) {
	c.Uint64(&r.Conn)
	http := r.HTTP != nil
	c.Bool(&http)
	if !http {
		codeResponse(c, &r.API)
		return
	}
	if c.Decoding() {
		r.HTTP = &api.HTTPResponse{}
	}
	wire.Number(c, &r.HTTP.Status)
	codeHeaders(c, &r.HTTP.Header)
	c.Bytes(&r.HTTP.Body)
	codeHeaders(c, &r.HTTP.Trailer)
	c.Bool(&r.HTTP.Stream)
}

func codeHeaders(c *wire.Coder, list *[]api.Header) {
	wire.List(c, list, func(h *api.Header) {
		c.String(&h.Name)
		c.String(&h.Value)
	})
}

// The kinds of requests without fields, as they are written. Those with fields
// are written as the log writes them.
const (
	operationKind = iota
	healthKind
	versionKind
	v2MembersKind
	memberListKind
	statusKind
)

// codeRequest walks over a typed request. Operations on the store travel as
// the one operation of a transaction, for which the log has a form.
func codeRequest(c *wire.Coder, r *api.Request) {
	kind := operationKind
	switch (*r).(type) {
	case api.Health:
		kind = healthKind
	case api.Version:
		kind = versionKind
	case api.V2Members:
		kind = v2MembersKind
	case api.MemberList:
		kind = memberListKind
	case api.Status:
		kind = statusKind
	}
	wire.Number(c, &kind)
	switch kind {
	case operationKind:
		codeOperation(c, r)
	case healthKind:
		*r = api.Health{}
	case versionKind:
		*r = api.Version{}
	case v2MembersKind:
		*r = api.V2Members{}
	case memberListKind:
		*r = api.MemberList{}
	case statusKind:
		*r = api.Status{}
	default:
		c.Fail("a request of the unknown kind %d", kind)
		*r = api.Health{}
	}
}

func codeOperation(c *wire.Coder, r *api.Request) {
	var bytes []byte
	if !c.Decoding() {
		bytes = api.EncodeProposal(nil, api.Proposal{Kind: api.ProposeTxn, Txn: &api.Txn{Success: []api.Request{*r}}})
	}
	c.Bytes(&bytes)
	if !c.Decoding() {
		return
	}
	p, err := api.DecodeProposal(bytes)
	if err != nil || p.Txn == nil || len(p.Txn.Success) != 1 {
		c.Fail("a request that is no operation")
		*r = api.Health{}
		return
	}
	*r = p.Txn.Success[0]
}

// The kinds of typed answers, as they are written.
const (
	putResponseKind = iota
	rangeResponseKind
	deleteResponseKind
	memberListResponseKind
	statusResponseKind
	errorKind
	notYetKind
)

func kindOfResponse(r api.Response) int {
	switch r.(type) {
	case api.PutResponse:
		return putResponseKind
	case api.RangeResponse:
		return rangeResponseKind
	case api.DeleteRangeResponse:
		return deleteResponseKind
	case api.MemberListResponse:
		return memberListResponseKind
	case api.StatusResponse:
		return statusResponseKind
	case api.Error:
		return errorKind
	}
	return notYetKind
}

// codeAs walks over an answer whose kind is known.
func codeAs[R api.Response](r *api.Response, code func(*R)) {
	body, _ := (*r).(R)
	code(&body)
	*r = body
}

func codeResponse(c *wire.Coder, r *api.Response) {
	kind := kindOfResponse(*r)
	wire.Number(c, &kind)
	switch kind {
	case putResponseKind:
		codeAs(r, func(v *api.PutResponse) {
			codeHeader(c, &v.Header)
			has := v.PrevKV != nil
			if c.Bool(&has); has {
				if c.Decoding() {
					v.PrevKV = &api.KeyValue{}
				}
				codeKeyValue(c, v.PrevKV)
			}
		})
	case rangeResponseKind:
		codeAs(r, func(v *api.RangeResponse) {
			codeHeader(c, &v.Header)
			wire.List(c, &v.KVs, func(kv *api.KeyValue) { codeKeyValue(c, kv) })
			c.Bool(&v.More)
			c.Int64(&v.Count)
		})
	case deleteResponseKind:
		codeAs(r, func(v *api.DeleteRangeResponse) {
			codeHeader(c, &v.Header)
			c.Int64(&v.Deleted)
			wire.List(c, &v.PrevKVs, func(kv *api.KeyValue) { codeKeyValue(c, kv) })
		})
	case memberListResponseKind:
		codeAs(r, func(v *api.MemberListResponse) {
			codeHeader(c, &v.Header)
			wire.List(c, &v.Members, func(m *api.Member) { codeMember(c, m) })
		})
	case statusResponseKind:
		codeAs(r, func(v *api.StatusResponse) { codeStatus(c, v) })
	case errorKind:
		codeAs(r, func(v *api.Error) {
			wire.Number(c, &v.Code)
			c.String(&v.Text)
		})
	case notYetKind:
		codeAs(r, func(v *api.NotYet) { c.String(&v.What) })
	default:
		c.Fail("an answer of the unknown kind %d", kind)
		*r = api.NotYet{}
	}
}

func codeStatus(c *wire.Coder, v *api.StatusResponse) {
	codeHeader(c, &v.Header)
	c.String(&v.Version)
	c.Int64(&v.DBSize)
	c.Int64(&v.DBSizeInUse)
	c.Uint64(&v.Leader)
	c.Uint64(&v.RaftIndex)
	c.Uint64(&v.RaftTerm)
	c.Uint64(&v.RaftAppliedIndex)
	codeStrings(c, &v.Errors)
	c.Bool(&v.IsLearner)
}

func codeHeader(c *wire.Coder, h *api.ResponseHeader) {
	c.Uint64(&h.ClusterID)
	c.Uint64(&h.MemberID)
	c.Int64(&h.Revision)
	c.Uint64(&h.RaftTerm)
}

func codeKeyValue(c *wire.Coder, kv *api.KeyValue) {
	c.Bytes(&kv.Key)
	c.Int64(&kv.CreateRevision)
	c.Int64(&kv.ModRevision)
	c.Int64(&kv.Version)
	c.Bytes(&kv.Value)
	c.Int64(&kv.Lease)
}
