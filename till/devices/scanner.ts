/** The kind *scanner*: says a code whenever one is read. */
export interface Scanner {
	/** `code` is what was scanned, without prefix and terminator. */
	onScan(listener: (code: string) => void): void;
	connected(): boolean;
	stop(): Promise<void>;
}
