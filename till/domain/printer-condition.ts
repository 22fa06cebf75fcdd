/** How a fiscal printer is, as far as it can be asked: what a person at the till has to know of it. */
export type PrinterCondition =
	| 'ready'
	| 'busy'
	| 'paper-out'
	| 'cover-open'
	| 'mechanism'
	| 'waiting-for-operator'
	| 'in-menu'
	| 'disconnected';
