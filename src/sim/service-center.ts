export interface ServiceCenter { readonly name: string; submit(job: number, demand: number): void }
