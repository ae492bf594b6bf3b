package api

// Coder writes or reads values field by field: encoding, it takes what the
// pointers point to; decoding, it sets that. Bad input never panics: a Coder
// at fault yields zeros, and Len zero.
type Coder interface {
	Uint64(*uint64)
	Int64(*int64)
	Bool(*bool)
	String(*string)
	Bytes(*[]byte)
	Decoding() bool
	Len(n int) int // writes n, or returns the number that was written
}

// CodeRequest walks a request that waits within a world. Decoding unknown
// bytes leaves nil.
func CodeRequest(c Coder, r *Request) { codeRequest(c, r, maxTxnDepth) }

func codeRequest(c Coder, r *Request, depth int) {
	kind := requestKind(*r)
	c.Uint64(&kind)
	if c.Decoding() {
		*r = nil
	}
	switch kind {
	case 1:
		*r = Health{}
	case 2:
		*r = Version{}
	case 3:
		*r = V2Members{}
	case 4:
		v, _ := (*r).(V2Keys)
		codeV2Keys(c, &v)
		*r = v
	case 5:
		v, _ := (*r).(Put)
		codePut(c, &v)
		*r = v
	case 6:
		v, _ := (*r).(Range)
		codeRange(c, &v)
		*r = v
	case 7:
		v, _ := (*r).(DeleteRange)
		c.Bytes(&v.Key)
		c.Bytes(&v.RangeEnd)
		c.Bool(&v.PrevKV)
		*r = v
	case 8:
		v, _ := (*r).(Txn)
		if depth > 0 {
			codeTxn(c, &v, depth-1)
		}
		*r = v
	case 9:
		*r = MemberList{}
	case 10:
		*r = Status{}
	default:
		if kind >= 40 && kind < 50 {
			codeClusterRequest(c, kind, r)
			return
		}
		codeStoreRequest(c, kind, r)
	}
}

func requestKind(r Request) uint64 {
	switch r.(type) {
	case Health:
		return 1
	case Version:
		return 2
	case V2Members:
		return 3
	case V2Keys:
		return 4
	case Put:
		return 5
	case Range:
		return 6
	case DeleteRange:
		return 7
	case Txn:
		return 8
	case MemberList:
		return 9
	case Status:
		return 10
	}
	if kind := clusterRequestKind(r); kind != 0 {
		return kind
	}
	return storeRequestKind(r)
}

func codeV2Keys(c Coder, v *V2Keys) {
	c.String(&v.Method)
	c.String(&v.Path)
	c.String(&v.Value)
	c.Bool(&v.Dir)
	codeOptional(c, &v.TTL, c.Int64)
	codeOptional(c, &v.PrevExist, c.Bool)
	c.String(&v.PrevValue)
	c.Uint64(&v.PrevIndex)
	c.Bool(&v.Recursive)
	c.Bool(&v.Sorted)
	c.Bool(&v.Quorum)
	c.Bool(&v.Wait)
	c.Bool(&v.Stream)
	c.Uint64(&v.WaitIndex)
	c.Bool(&v.Refresh)
	c.Bool(&v.NoValueOnSuccess)
	c.Bool(&v.Head)
}

func codeOptional[T any](c Coder, v **T, code func(*T)) {
	given := *v != nil
	c.Bool(&given)
	if c.Decoding() {
		*v = nil
		if given {
			*v = new(T)
		}
	}
	if given {
		code(*v)
	}
}

func codePut(c Coder, v *Put) {
	c.Bytes(&v.Key)
	c.Bytes(&v.Value)
	c.Int64(&v.Lease)
	c.Bool(&v.PrevKV)
	c.Bool(&v.IgnoreValue)
	c.Bool(&v.IgnoreLease)
}

func codeRange(c Coder, v *Range) {
	c.Bytes(&v.Key)
	c.Bytes(&v.RangeEnd)
	c.Int64(&v.Limit)
	c.Int64(&v.Revision)
	codeNumber(c, &v.SortOrder)
	codeNumber(c, &v.SortTarget)
	c.Bool(&v.Serializable)
	c.Bool(&v.KeysOnly)
	c.Bool(&v.CountOnly)
	c.Int64(&v.MinModRevision)
	c.Int64(&v.MaxModRevision)
	c.Int64(&v.MinCreateRevision)
	c.Int64(&v.MaxCreateRevision)
}

func codeNumber[T ~int32 | ~uint32](c Coder, v *T) {
	n := int64(*v)
	c.Int64(&n)
	*v = T(n)
}

func codeTxn(c Coder, v *Txn, depth int) {
	codeList(c, &v.Compare, func(x *Compare) {
		codeNumber(c, &x.Result)
		codeNumber(c, &x.Target)
		c.Bytes(&x.Key)
		c.Bytes(&x.RangeEnd)
		c.Int64(&x.Number)
		c.Bytes(&x.Value)
	})
	one := func(x *Request) { codeRequest(c, x, depth) }
	codeList(c, &v.Success, one)
	codeList(c, &v.Failure, one)
}

// codeList walks a list; an empty one decodes to nil.
func codeList[T any](c Coder, list *[]T, one func(*T)) {
	n := c.Len(len(*list))
	if c.Decoding() {
		*list = nil
		for range n {
			var v T
			one(&v)
			*list = append(*list, v)
		}
		return
	}
	for i := range *list {
		one(&(*list)[i])
	}
}
