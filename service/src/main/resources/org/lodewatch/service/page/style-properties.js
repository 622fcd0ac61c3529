import { Directive, directive, noChange, nothing } from './lib.js';

/** Sets style properties of an element, such as {'--share': 0.4}. A style attribute would be against the content security policy. */
export const styleProperties = directive(class extends Directive {
  render() {
    return nothing;
  }

  update({ element }, [properties]) {
    for (const [name, value] of Object.entries(properties)) {
      element.style.setProperty(name, value);
    }
    return noChange;
  }
});
