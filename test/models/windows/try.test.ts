import { it } from 'vitest';
import { managedPc, withCode } from './managed-world.ts';
it('x', () => {
  const f = (t: {name:string;at:number;value:number}[]) => t.filter(x=>!/purchase|default|packet/.test(x.name)).map(x=>`${(x.at/1e6).toFixed(2)} ${x.name} ${x.value}`).join('\n');
  console.log(f(managedPc().told));
  console.log('-----');
  console.log(f(managedPc({installsBy:'activationCode'}).told));
  console.log('-----');
  console.log(f(withCode({confirmationCode:true,nickname:1, wrongConfirmation:0.5}).told));
});
