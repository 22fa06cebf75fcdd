/** What the simulated devices of a shop are: for each till two printers, a scale and a scanner, each on a port. */
export interface DevicesConfig {
	/** Of the page that shows them. */
	readonly port: number;
	readonly uiDir: string;
	readonly tills: readonly SimulatedTill[];
}

export interface SimulatedTill {
	readonly number: number;
	readonly ports: {readonly main: number; readonly alcohol: number; readonly scale: number; readonly scanner: number};
	/** Where the printers keep their fiscal memories. */
	readonly memoryFiles: {readonly main: string; readonly alcohol: string};
}
