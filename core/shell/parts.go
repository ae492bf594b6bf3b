package shell

// Parts are the commands of a line that was not run yet.
type Parts struct {
	Names []string // as they are written, in their order; those in loops once, none of $(…)
	Count int      // the same, but a pipeline is one
}

// PartsOf takes a line apart. A line that is wrong, or goes on in the next one, has none.
func PartsOf(line string) (p Parts) {
	if s, err := parse(line); err == nil {
		p.take(s, s.root)
	}
	return p
}

func (p *Parts) take(s *script, at int) {
	switch n := s.nodes[at].(type) {
	case *list:
		for _, item := range n.items {
			p.take(s, item.node)
		}
	case *andOr:
		p.all(s, n.pipelines)
	case *pipeline:
		before := p.Count
		p.all(s, n.stages)
		if len(n.stages) > 1 {
			p.Count = before + 1
		}
	case *simple:
		if len(n.words) > 0 {
			p.Names = append(p.Names, n.words[0].literal())
		}
		p.Count++
	case *redirected:
		p.take(s, n.body)
	case *forLoop:
		p.take(s, n.body)
	case *countLoop:
		p.take(s, n.body)
	case *whileLoop:
		p.take(s, n.condition)
		p.take(s, n.body)
	case *choice:
		p.all(s, n.conditions)
		p.all(s, n.bodies)
		if n.otherwise >= 0 {
			p.take(s, n.otherwise)
		}
	case *caseOf:
		p.all(s, n.bodies)
	case *subshell:
		p.take(s, n.body)
	case *definition:
		p.take(s, n.body)
	}
}

func (p *Parts) all(s *script, nodes []int) {
	for _, at := range nodes {
		p.take(s, at)
	}
}
