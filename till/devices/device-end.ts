/** The device's end of a cable: what a simulator is attached to, whatever the cable is made of. */
export interface DeviceEnd {
	write(bytes: Uint8Array): void;
	onBytes(listener: (bytes: Uint8Array) => void): void;
	/** The cable was pulled or the till hung up; bytes of before are worth nothing any more. */
	onClosed(listener: () => void): void;
	/** The device goes away: no power, or it hangs up. */
	close(): void;
}
